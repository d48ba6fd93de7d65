"""A dataset with pictures put into a project: every subset becomes a new task."""

from dataclasses import dataclass

from django.db import transaction

from limn.datasets.actions import received, whereabouts
from limn.datasets.sink import Arrival
from limn.datasets.subsets import Divided, Subset
from limn.host.catalogue import format_named
from limn.identity.queries import actor_of, get_user
from limn.media import restoring
from limn.media.options import DataOptions
from limn.media.restoring import Waiting
from limn.media.transfer import uploads
from limn.media.transfer.receiving import SentFile
from limn.permissions.actor import Actor
from limn.runs.actions import start
from limn.runs.keys import RequestKey
from limn.runs.live import LiveRun
from limn.runs.queries import Run
from limn.sdk.errors import BadDataset, BadInput
from limn.tasks.actions import create_labels, create_task, cut_jobs
from limn.tasks.label_queries import label_tree
from limn.tasks.queries import Project, get_task

_OPTIONS = DataOptions(sorting_method="predefined", image_quality=70, use_zip_chunks=True)


def upload_target(project: Project) -> str:
    """What uploads of a project's datasets are for."""
    return f"project:{project.pk}:dataset"


def receive(project: Project, file: SentFile) -> str:
    """The name under which a dataset sent in one piece waits for its import."""
    return received(upload_target(project), file)


@transaction.atomic
def start_import(
    actor: Actor,
    project: Project,
    *,
    format: str,
    file: str,
    outline_masks: bool = True,
    storage_id: int | None = None,
) -> Run:
    """Start making tasks in a project of an uploaded dataset with pictures.

    Raises:
        BadInput: no such format, or one that cannot be read.
        NotFound: there is no uploaded file of that name, or it is somebody else's.
        NotEnabled: the format's plugin is off.
        Conflict: another import is at work on this project, or the upload is not complete.
    """
    chosen = format_named(format)
    if not chosen.imports:
        raise BadInput(f"{format} can only be exported", fields={"format": ["cannot be imported"]})
    if "zip" not in chosen.extensions:
        raise BadInput(f"{format} brings no pictures", fields={"format": ["brings no pictures"]})
    if storage_id is None:
        uploads.finished_file(upload_target(project), file, actor.user_id)
    return start(
        "dataset:import-project",
        key=RequestKey(
            action="import", target="project", target_id=project.pk, subresource="dataset"
        ),
        owner_id=actor.user_id,
        owner_bound=False,
        **whereabouts(project),
        format=format,
        file=file,
        outline_masks=outline_masks,
        storage_id=storage_id,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tasks:
    """The tasks a dataset becomes, from pictures that were read to rows."""

    run: LiveRun
    divided: Divided
    file: str
    """What the dataset's file is called in errors."""
    outline_masks: bool

    def read(self) -> list[tuple[Subset, Waiting]]:
        """The pictures of every subset, opened."""
        scratch = self.run.scratch / "media"
        return [
            (subset, restoring.read(subset.folder, _OPTIONS, self.run,
                                    scratch=scratch / str(number), order=subset.pictures))
            for number, subset in enumerate(self.divided.subsets)
        ]  # fmt: skip

    def make(self, project: Project, waiting: list[tuple[Subset, Waiting]]) -> None:
        """Add labels and tasks to the project, in the transaction that publishes the run.

        Raises:
            BadDataset: a label or an annotation does not fit.
        """
        known = {label.name for label in label_tree(project_id=project.pk)}
        try:
            create_labels(project, self.divided.new_labels(known))
        except BadInput as error:
            raise BadDataset(str(error), where=self.file) from error
        owner = get_user(self.run.owner_id or 0)
        actor = actor_of(owner, organization=project.organization_id)
        for subset, media in waiting:
            self._task(actor, project, subset, media)

    def _task(self, actor: Actor, project: Project, subset: Subset, media: Waiting) -> None:
        name = "" if subset.name == "default" else subset.name
        if len(name) > 64:
            raise BadDataset(f"the subset's name {name!r} is too long", where=self.file)
        task = create_task(actor, {"name": name or project.name, "subset": name}, project)
        task.data = restoring.keep(
            media, (), image_quality=_OPTIONS.image_quality,
            restore=f"{self.run.id}-{self.run.attempt}",
        )  # fmt: skip
        task.save()
        cut_jobs(task, kind=media.probed.kind, size=media.probed.size)
        arrival = Arrival(
            subset, get_task(task.pk), None, self.run,
            file=self.file, outline_masks=self.outline_masks,
        )  # fmt: skip
        arrival.match()
        arrival.ready(self.run.owner_id, append=False).put()
