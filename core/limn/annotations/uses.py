"""What uses a label, and what of a job no export shows: asked of the rows alone."""

from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from django.db.models import Count, Q, QuerySet

from limn.annotations.models import Interval, Shape, Tag
from limn.sdk.errors import Conflict
from limn.tasks.label_queries import Label
from limn.tasks.queries import Job

_LONE = Q(track=None, parent=None)
_FRAME = ("job__segment__task", "frame")


def refuse_other_types(sender: Any, label: Label, wanted: str, **more: Any) -> None:
    """Go on only if all that has this label may have it once it is of the type `wanted`.

    Raises:
        Conflict: with the number of objects of each type that may not.
    """
    misfits = {} if wanted == "any" else _used_for(label)
    misfits.pop(wanted, None)
    if misfits:
        counted = ", ".join(f"{count} {kind}" for kind, count in sorted(misfits.items()))
        raise Conflict(
            f"the label {label.name!r} cannot be of type {wanted}: it has objects of other types "
            f"({counted}); delete them or give them another label first",
            details={"objects": misfits},
        )


def _used_for(label: Label) -> dict[str, int]:
    """How many objects of each type have this label; a track is one of its keyframes' type."""
    used: Counter[str] = Counter()
    shapes = Shape.objects.filter(label=label).order_by()
    for counted, rows in (("pk", shapes.filter(track=None)), ("track", shapes.exclude(track=None))):
        for kind, count in rows.values_list("type").annotate(Count(counted, distinct=True)):
            used[kind] += count
    used["tag"] += Tag.objects.filter(label=label).count()
    used["interval"] += Interval.objects.filter(label=label).count()
    return {kind: count for kind, count in used.items() if count}


def frames_used(jobs: QuerySet[Job], among: Mapping[int, AbstractSet[int]]) -> int:
    """On how many of the frames `among`, by task, `jobs` have tags, shapes or keyframes."""
    if not among:
        return 0
    every = frozenset[int]().union(*among.values())
    shapes = Shape.objects.filter(_LONE & Q(outside=False) | Q(track__isnull=False))
    within = Q(job__in=jobs.order_by(), frame__range=(min(every), max(every)))
    found = {
        (task, frame)
        for rows in (Tag.objects.all(), shapes)
        for task, frame in rows.filter(within).values_list(*_FRAME).distinct()
    }
    return sum(frame in among.get(task, ()) for task, frame in found)


def frames_with_hidden(jobs: QuerySet[Job]) -> int:
    """On how many frames `jobs` have shapes that are hidden, and part of no track."""
    hidden = Shape.objects.filter(_LONE, job__in=jobs.order_by(), outside=True)
    return hidden.values(*_FRAME).distinct().count()
