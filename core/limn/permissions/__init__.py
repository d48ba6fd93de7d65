"""May I? One question at the top of every endpoint, answered by Rego, denied by default.

permit(request.actor, "task:update", task)       raises Forbidden
visible(request.actor, "task")                   the Q that limits a list
"""
