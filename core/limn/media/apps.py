from django.apps import AppConfig


class MediaRoom(AppConfig):
    name = "limn.media"
    label = "media"
    default_auto_field = "django.db.models.BigAutoField"
