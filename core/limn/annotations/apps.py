from django.apps import AppConfig
from django.db.models.signals import pre_delete


class AnnotationsRoom(AppConfig):
    name = "limn.annotations"
    label = "annotations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from limn.annotations.actions.labels import forget_label

        pre_delete.connect(forget_label, sender="tasks.Label")
