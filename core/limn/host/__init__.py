"""Who is plugged in: found by stevedore, called by pluggy, isolated when they break."""
