from django.apps import AppConfig


class AnnotationsRoom(AppConfig):
    name = "limn.annotations"
    label = "annotations"
    default_auto_field = "django.db.models.BigAutoField"
