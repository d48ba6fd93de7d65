"""A dataset with pictures put into a project: every subset becomes a new task."""

from dataclasses import dataclass
from pathlib import Path

from django.db import IntegrityError, transaction

from limn.annotations.actions import Place, ReadyImport
from limn.annotations.spool import Spool
from limn.datasets.actions import whereabouts
from limn.datasets.ahead import Ahead
from limn.datasets.matching import Numbered
from limn.datasets.sink import Arrival
from limn.datasets.subsets import Divided, Subset
from limn.host.catalogue import format_named
from limn.identity.queries import actor_of, get_user
from limn.media import restoring
from limn.media.options import DataOptions
from limn.media.restoring import Waiting
from limn.media.transfer import uploads
from limn.permissions.actor import Actor
from limn.runs.actions import start
from limn.runs.keys import RequestKey
from limn.runs.live import LiveRun
from limn.runs.queries import Run
from limn.sdk.errors import BadDataset, BadInput, Conflict
from limn.tasks.actions import LabelDrafts, colors_of, create_task, draft_labels, make_jobs
from limn.tasks.label_queries import LabelNode, label_tree
from limn.tasks.planning import regular
from limn.tasks.queries import Project

_OPTIONS = DataOptions(sorting_method="predefined", image_quality=70, use_zip_chunks=True)


def upload_target(project: Project) -> str:
    """What uploads of a project's datasets are for."""
    return f"project:{project.pk}:dataset"


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
class ReadyTask:
    """A task of which only the rows have to be written."""

    name: str
    """The subset's; none for the default one."""
    media: Waiting
    ahead: Ahead
    annotations: ReadyImport


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyTasks:
    """The tasks, and the labels that the project lacks; it has the `known` ones."""

    known: frozenset[str]
    labels: LabelDrafts
    tasks: list[ReadyTask]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tasks:
    """The tasks a dataset becomes, from pictures that were read to rows."""

    run: LiveRun
    divided: Divided
    file: str
    """What the dataset's file is called in errors."""
    outline_masks: bool

    def ready(self, project: Project) -> ReadyTasks:
        """Every subset read and checked, with the ids that its rows will have.

        Raises:
            BadDataset: a label or an annotation does not fit.
            BadMedia: a picture cannot be read.
        """
        there = label_tree(project_id=project.pk)
        known = frozenset(label.name for label in there)
        try:
            labels = draft_labels(self.divided.new_labels(known), colors_of(project))
        except BadInput as error:
            raise BadDataset(str(error), where=self.file) from error
        nodes, spool = [*there, *labels.nodes()], Spool(self.run.scratch)
        tasks = [
            self._ready(subset, self.run.scratch / "media" / str(number), nodes, spool)
            for number, subset in enumerate(self.divided.subsets)
        ]
        return ReadyTasks(known=known, labels=labels, tasks=tasks)

    def _ready(
        self, subset: Subset, scratch: Path, labels: list[LabelNode], spool: Spool
    ) -> ReadyTask:
        name = "" if subset.name == "default" else subset.name
        if len(name) > 64:
            raise BadDataset(f"the subset's name {name!r} is too long", where=self.file)
        media = restoring.read(
            subset.folder, _OPTIONS, self.run, scratch=scratch, order=subset.pictures
        )
        probed = media.probed
        plan = regular(probed.size, kind=probed.kind, segment_size=0, overlap=None)
        ahead = Ahead.of(plan, labels, probed.kind)
        place = Place(
            labels=ahead.labels, spans=ahead.spans, size=probed.size, inside=range(probed.size),
            is_new=True,
        )  # fmt: skip
        arrival = Arrival(
            subset, place, Numbered(probed.size, probed.names), self.run,
            file=self.file, outline_masks=self.outline_masks,
        )  # fmt: skip
        arrival.match()
        return ReadyTask(
            name=name, media=media, ahead=ahead, annotations=arrival.ready(spool, append=False)
        )

    def make(self, project: Project, ready: ReadyTasks) -> None:
        """Add labels and tasks to the project, in the transaction that publishes the run.

        Raises:
            Conflict: the project's labels are others than they were.
        """
        if {label.name for label in label_tree(project_id=project.pk)} != ready.known:
            raise Conflict("the labels of the project were changed meanwhile; import again")
        try:
            ready.labels.put(project)
        except IntegrityError as error:
            raise Conflict("a label was added to the project meanwhile; import again") from error
        owner = get_user(self.run.owner_id or 0)
        actor = actor_of(owner, organization=project.organization_id)
        for one in ready.tasks:
            self._make(actor, project, one)

    def _make(self, actor: Actor, project: Project, one: ReadyTask) -> None:
        task = create_task(actor, {"name": one.name or project.name, "subset": one.name}, project)
        task.data = restoring.keep(
            one.media, (), image_quality=_OPTIONS.image_quality,
            restore=f"{self.run.id}-{self.run.attempt}",
        )  # fmt: skip
        task.save()
        probed = one.media.probed
        make_jobs(task, one.ahead.plan, kind=probed.kind, size=probed.size, ids=one.ahead.job_ids)
        one.annotations.put(task, self.run.owner_id)
