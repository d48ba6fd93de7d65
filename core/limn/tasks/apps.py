from django.apps import AppConfig
from django.db.models.signals import post_delete


class TasksRoom(AppConfig):
    name = "limn.tasks"
    label = "tasks"
    default_auto_field = "django.db.models.BigAutoField"
    subjects = ("project", "task", "job", "label", "guide")

    def ready(self) -> None:
        from limn.tasks.assets import forget

        post_delete.connect(forget, sender="tasks.Asset")
