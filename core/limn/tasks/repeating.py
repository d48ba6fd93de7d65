"""Reading of media that failed, started once more with the same choices."""

from limn.media.options import DataOptions
from limn.permissions.actor import Actor
from limn.permissions.check import permit
from limn.runs.declare import repeats
from limn.runs.queries import Run
from limn.tasks import actions
from limn.tasks.layouts import Layout
from limn.tasks.queries import get_task
from limn.tasks.storages import permit_storage


@repeats("task:create")
def create_again(actor: Actor, run: Run) -> Run:
    """The same files, unless they were refused: such files are gone."""
    task, asked = get_task(run.task_id or 0), run.arguments
    permit(actor, "task:upload:data", task)
    permit_storage(actor, asked["source"].get("storage_id"))
    return actions.start_data(
        actor, task, asked["source"], DataOptions.from_json(asked["options"]),
        Layout.from_json(asked["layout"]),
    )  # fmt: skip


@repeats("task:append")
def append_again(actor: Actor, run: Run) -> Run:
    """The same files, unless they were refused: such files are gone."""
    task, asked = get_task(run.task_id or 0), run.arguments
    permit(actor, "task:upload:data", task)
    options = DataOptions.from_json(asked["options"])
    return actions.start_append(actor, task, options, fill_last=asked["fill_last"])
