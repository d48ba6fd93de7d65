"""What is drawn goes over to other labels, as a write that the history shows."""

from typing import Any

import msgspec
import orjson

from limn.annotations import queries
from limn.annotations.actions.recording import Deed
from limn.annotations.actions.writing import replace_all
from limn.annotations.codec import LabeledData
from limn.annotations.rows import items
from limn.tasks.actions import lock_job
from limn.tasks.actions.matching import Exchange
from limn.tasks.queries import Task, every_job


def relabel(sender: Any, task: Task, exchange: Exchange, user_id: int | None, **more: Any) -> None:
    """Write every job of the task anew with the labels it is about to have; ids stay."""
    deed = Deed("move", user_id, task, queries.labels_of(task))
    for job in every_job(task.pk):
        locked = lock_job(job.pk)
        drawn = queries.objects_of_job(job.pk, deed.labels)
        if any(drawn.values()):
            plain = {
                kind: [_renamed(one, exchange) for one in drawn[kind].values()] for kind in drawn
            }
            data = msgspec.json.decode(orjson.dumps(plain), type=LabeledData)
            known = {one.id for one in items(data) if one.id is not None}
            replace_all(locked, deed, data, known)


def _renamed(thing: dict[str, Any], exchange: Exchange) -> dict[str, Any]:
    """An object, element or keyframe with its new label and the attributes that go with it."""
    found = dict(thing)
    if "label_id" in thing:
        found["label_id"] = exchange.labels[thing["label_id"]]
    if "attributes" in thing:
        found["attributes"] = [
            {**one, "spec_id": exchange.specs[one["spec_id"]]}
            for one in thing["attributes"]
            if one["spec_id"] in exchange.specs
        ]
    for below in ("elements", "shapes"):
        if below in thing:
            found[below] = [_renamed(one, exchange) for one in thing[below]]
    return found
