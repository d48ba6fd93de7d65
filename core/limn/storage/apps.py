from django.apps import AppConfig


class StorageRoom(AppConfig):
    name = "limn.storage"
    label = "storage"
    subjects = ("cloudstorage",)
    default_auto_field = "django.db.models.BigAutoField"
