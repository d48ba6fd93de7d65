"""The front door: who is asking, which room answers, and what a failure looks like.

config/urls ─▶ routes (both slash forms) ─▶ guard (signed in? asked?) ─▶ a room's endpoint
                                              └─ auth (token, session, basic)
"""
