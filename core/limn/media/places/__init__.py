"""Where originals lie: here, on a mounted share, at an address, in a connected storage."""
