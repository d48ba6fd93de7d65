"""Videos: indexed without decoding, decoded exactly, and sent as they are."""
