"""Questions about labels: rows, and whole trees with attributes and sublabels."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from limn.permissions.actor import Actor
from limn.permissions.check import visible
from limn.sdk.errors import NotFound
from limn.sdk.labels import Attribute
from limn.sdk.labels import Label as PlainLabel
from limn.tasks.models import AttributeSpec, Job, Label, Project, Task
from limn.tasks.skeletons import Template
from limn.wire.rows import the_row


@dataclass(frozen=True, slots=True)
class SpecNode:
    """An attribute of a label, with its id."""

    id: int
    name: str
    mutable: bool
    input_type: str
    default_value: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelNode:
    """A label with its attributes and sublabels, with ids."""

    id: int
    name: str
    color: str
    type: str
    svg: str
    attributes: tuple[SpecNode, ...] = ()
    sublabels: tuple["LabelNode", ...] = ()
    task_id: int | None = None
    project_id: int | None = None
    parent_id: int | None = None
    named_svg: str = ""
    """The skeleton's picture with names in place of ids, as it travels between servers."""
    specs: dict[int, SpecNode] = field(default_factory=dict[int, SpecNode], compare=False)

    def plain(self) -> PlainLabel:
        """The label as formats know it."""
        return PlainLabel(
            name=self.name,
            color=self.color,
            type=self.type,  # type: ignore[arg-type]
            svg=self.named_svg,
            attributes=tuple(
                Attribute(
                    name=one.name,
                    kind=one.input_type,  # type: ignore[arg-type]
                    values=one.values,
                    default=one.default_value,
                    mutable=one.mutable,
                )
                for one in self.attributes
            ),
            sublabels=tuple(one.plain() for one in self.sublabels),
        )


def described(label: PlainLabel) -> dict[str, Any]:
    """The label as people give it, and as `create_labels` takes it."""
    return {
        "name": label.name,
        "color": label.color,
        "type": label.type,
        "svg": label.svg,
        "attributes": [
            {
                "name": one.name,
                "mutable": one.mutable,
                "input_type": one.kind,
                "default_value": one.default,
                "values": list(one.values),
            }
            for one in label.attributes
        ],
        "sublabels": [described(one) for one in label.sublabels],
    }


def get_label(label_id: int) -> Label:
    """The label of that id, with what it belongs to.

    Raises:
        NotFound: there is none.
    """
    rows = Label.objects.select_related("task", "task__project", "project", "parent")
    return the_row(rows, "label", label_id)


def visible_labels(actor: Actor) -> QuerySet[Label]:
    """The labels this actor may see, sublabels left out."""
    return Label.objects.filter(visible(actor, "label"), parent=None)


def labels_shown(label_ids: Sequence[int]) -> list[LabelNode]:
    """These labels as trees, in the order given."""
    nodes = {one.id: one for one in _nodes(Label.objects.filter(pk__in=label_ids))}
    return [nodes[one] for one in label_ids if one in nodes]


def label_shown(label_id: int) -> LabelNode:
    """The label of that id as a tree.

    Raises:
        NotFound: there is none, or none any more.
    """
    for node in labels_shown([label_id]):
        return node
    raise NotFound(f"there is no label {label_id}")


def _nodes(labels: QuerySet[Label]) -> list[LabelNode]:
    """These labels as trees, in order of id, in two queries, or three where skeletons are."""
    tops = list(labels.order_by("pk"))
    skeletons = [row.pk for row in tops if row.type == "skeleton"]
    parts = list(Label.objects.filter(parent__in=skeletons).order_by("pk")) if skeletons else []
    specs: defaultdict[int, list[AttributeSpec]] = defaultdict(list)
    for row in AttributeSpec.objects.filter(label__in=[*tops, *parts]).order_by("pk"):
        specs[row.label_id].append(row)
    elements: defaultdict[int | None, list[LabelNode]] = defaultdict(list)
    for row in parts:
        elements[row.parent_id].append(label_node(row, specs[row.pk]))
    return [label_node(row, specs[row.pk], elements[row.pk]) for row in tops]


def label_tree(*, task_id: int | None = None, project_id: int | None = None) -> list[LabelNode]:
    """The labels of a task or of a project, sublabels inside their skeletons.

    A task inside a project has the project's labels: see `labels_of_task`.
    """
    return _nodes(Label.objects.filter(task=task_id, project=project_id, parent=None))


def labels_of_task(task: Task) -> list[LabelNode]:
    """The labels used in a task: its project's, or its own."""
    if task.project_id:
        return label_tree(project_id=task.project_id)
    return label_tree(task_id=task.pk)


def labels_at_home(home: Project | Task | Job) -> QuerySet[Label]:
    """The first-level labels used in a project, task or job."""
    if isinstance(home, Job):
        home = home.segment.task
    if isinstance(home, Task) and home.project_id:
        return Label.objects.filter(project=home.project_id, parent=None)
    if isinstance(home, Task):
        return Label.objects.filter(task=home, parent=None)
    return Label.objects.filter(project=home, parent=None)


def label_node(
    row: Label, specs: Iterable[AttributeSpec], sublabels: Iterable[LabelNode] = ()
) -> LabelNode:
    """A label with these attributes and elements, as a tree."""
    attributes, below = tuple(map(_spec, specs)), tuple(sublabels)
    template = Template.load(row.svg) if row.svg else None
    return LabelNode(
        id=row.pk,
        name=row.name,
        color=row.color,
        type=row.type,
        svg=template.svg({one.name: one.id for one in below}) if template else "",
        attributes=attributes,
        sublabels=below,
        task_id=row.task_id,
        project_id=row.project_id,
        parent_id=row.parent_id,
        named_svg=template.svg() if template else "",
        specs={one.id: one for one in attributes},
    )


def _spec(row: AttributeSpec) -> SpecNode:
    return SpecNode(
        id=row.pk,
        name=row.name,
        mutable=row.mutable,
        input_type=row.input_type,
        default_value=row.default_value,
        values=tuple(row.values),
    )
