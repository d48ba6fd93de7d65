"""A deployment with nothing but the rooms that background work stands on."""

from limn.config.settings import *  # noqa: F403

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "limn.host.apps.HostRoom",
    "limn.events.apps.EventsRoom",
    "limn.runs.apps.RunsRoom",
    "limn.identity.apps.IdentityRoom",
    "faults.working",
]
