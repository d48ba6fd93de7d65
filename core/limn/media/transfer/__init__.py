"""Bytes from people to the disk: forms, resumable uploads, and what waits to be used."""
