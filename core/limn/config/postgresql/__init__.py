"""Django's PostgreSQL backend, made cheaper: prepared statements, dead connections told locally."""
