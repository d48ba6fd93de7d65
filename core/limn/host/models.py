# pyright: basic
"""Which plugins are switched on, and the counter that tells every process to look again."""

from django.db import models


class PluginState(models.Model):
    """The administrator's switch for one plugin; no row means its default."""

    name = models.CharField(max_length=100, primary_key=True)
    enabled = models.BooleanField()
    reason = models.TextField(blank=True)
    """Why the breaker turned it off; empty when a person did."""
    offers = models.JSONField(default=dict)
    """Names it offered when last loaded, by kind: what a switched-off plugin would bring."""
    changed = models.DateTimeField(auto_now=True)


class Generation(models.Model):
    """One row whose number grows with every switch; processes reload when theirs is older."""

    number = models.PositiveBigIntegerField(default=0)
