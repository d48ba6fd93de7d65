"""The outbox: events are written with what they tell of, and told after commit."""

from django.db import models


class Event(models.Model):
    """Something that happened (`create:task`); written in the transaction that did it."""

    name = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)
    actor = models.BigIntegerField(null=True)
    organization = models.BigIntegerField(null=True)
    payload = models.JSONField(default=dict)
    told = models.BooleanField(default=False, db_index=True)
