"""Recordings: measured, shown, and played."""
