"""The columns that have a meaning; all others are attributes."""

COLUMNS = ("id", "filename", "start", "stop", "label", "source", "score")
NEEDED = ("start", "stop", "label")
