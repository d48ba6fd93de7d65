"""Django's PostgreSQL backend, whose pool tells dead connections without asking the server."""
