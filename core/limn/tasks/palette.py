"""Colours for labels that came without one: 24 hues that stay apart for most eyes."""

PALETTE = (
    "#e6194b", "#3cb44b", "#4363d8", "#f58231", "#911eb4", "#42d4f4", "#f032e6", "#bfef45",
    "#fabed4", "#469990", "#dcbeff", "#9a6324", "#ffe119", "#800000", "#aaffc3", "#808000",
    "#ffd8b1", "#000075", "#33ddff", "#ff6037", "#5986b3", "#c06060", "#66ff66", "#fa32b7",
)  # fmt: skip


def next_color(used: set[str]) -> str:
    """The first colour of the palette not among `used`, beginning again when all are."""
    free = [color for color in PALETTE if color not in used]
    return free[0] if free else PALETTE[len(used) % len(PALETTE)]
