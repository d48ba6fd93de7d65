from django.apps import AppConfig


class ReviewRoom(AppConfig):
    name = "limn.review"
    label = "review"
    default_auto_field = "django.db.models.BigAutoField"
    subjects = ("issue", "comment")
