from django.apps import AppConfig


class TasksRoom(AppConfig):
    name = "limn.tasks"
    label = "tasks"
    default_auto_field = "django.db.models.BigAutoField"
    subjects = ("project", "task", "job", "label")
