"""Who is there: users, organizations, memberships, and what people and programs sign in with."""
