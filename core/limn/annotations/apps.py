from django.apps import AppConfig
from django.db.models.signals import pre_delete


class AnnotationsRoom(AppConfig):
    name = "limn.annotations"
    label = "annotations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from limn.annotations.actions import forgetting, relabelling
        from limn.annotations.uses import refuse_other_types
        from limn.tasks.moments import label_type_changes, labels_exchanged

        pre_delete.connect(forgetting.forget_label, sender="tasks.Label")
        pre_delete.connect(forgetting.forget_task, sender="tasks.Task")
        pre_delete.connect(forgetting.forget_job, sender="tasks.Job")
        labels_exchanged.connect(relabelling.relabel)
        label_type_changes.connect(refuse_other_types)
