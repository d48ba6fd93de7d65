from django.apps import AppConfig


class IdentityRoom(AppConfig):
    name = "limn.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"
    subjects = ("user", "organization", "membership", "invitation", "token")
