from django.apps import AppConfig


class ActivityRoom(AppConfig):
    name = "limn.activity"
    label = "activity"
    default_auto_field = "django.db.models.BigAutoField"
    subjects = ("event",)
