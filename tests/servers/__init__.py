"""Real servers for tests: each starts in a second or two, on 127.0.0.1, and ends by its pid."""
