from django.apps import AppConfig


class HostRoom(AppConfig):
    name = "limn.host"
    label = "host"
    default_auto_field = "django.db.models.BigAutoField"
    subjects = ("plugin", "server")
