"""What leaves the room: frames, chunks, stills and previews of any media."""
