"""How the media of a task is to be laid out in jobs, as asked for with the upload."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from limn.media.actions import Probed
from limn.media.images.honeypots import rearranged
from limn.media.options import DataOptions
from limn.sdk.errors import BadInput
from limn.tasks.models import Task
from limn.tasks.planning import Plan, chosen, regular, sized
from limn.tasks.pools import mixed, named
from limn.tasks.truth import GT_POOL, MANUAL, Choice, bad

_PICTURES = ("image", "point_cloud")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Which files each job gets (None: jobs are cut by size), and which frames are ground truth.

    JSON both ways.
    """

    job_files: Sequence[Sequence[str]] | None = None
    validation: Choice | None = None

    @classmethod
    def from_json(cls, given: Mapping[str, Any] | None) -> "Layout":
        """The layout `as_json` wrote."""
        given = given or {}
        validation = given.get("validation")
        return cls(
            job_files=given.get("job_files"),
            validation=Choice.from_json(validation) if validation else None,
        )

    def as_json(self) -> dict[str, Any]:
        """As plain JSON, for the arguments of a run."""
        validation = self.validation.as_json() if self.validation else None
        return {"job_files": self.job_files, "validation": validation}

    def options(self, options: DataOptions) -> DataOptions:
        """The options of the upload, with the files of jobs as the order of frames."""
        if self.job_files is None:
            return options
        order = tuple(name for files in self.job_files for name in files)
        return replace(options, file_order=order, only_listed=True)

    def checked(self, task: Task, options: DataOptions) -> "Layout":
        """This layout, known to go together with the task and the options.

        Raises:
            BadInput: it does not; `fields` names what stands against it.
        """
        if self.job_files is not None:
            self._check_files(self.job_files, task, options)
        if self.validation is not None:
            self._check_validation(self.validation.checked("validation_params."), task, options)
        return self

    def plan(self, task: Task, probed: Probed) -> tuple[Probed, Plan]:
        """The jobs for media that was read, and the media with its frames in their order.

        Raises:
            BadInput: the media is of a kind, or too small, for what is asked.
        """
        if self.validation is not None and self.validation.mode == GT_POOL:
            probed, plan = _with_honeypots(task, probed, self.validation)
        else:
            plan = self._cut(task, probed)
            if self.validation is not None:
                plan = _with_truth(plan, probed, self.validation)
        return probed, plan.with_replicas(task.consensus_replicas)

    def _cut(self, task: Task, probed: Probed) -> Plan:
        if self.job_files is None:
            return regular(
                probed.size,
                kind=probed.kind,
                segment_size=task.segment_size,
                overlap=task.overlap,
            )
        if probed.kind not in _PICTURES:
            raise bad("job_file_mapping", "only pictures can be given to jobs by name")
        return sized([len(files) for files in self.job_files])

    @staticmethod
    def _check_files(files: Sequence[Sequence[str]], task: Task, options: DataOptions) -> None:
        against = {
            "segment_size": task.segment_size,
            "sorting_method": options.sorting_method != "lexicographical",
            "start_frame": options.start_frame,
            "stop_frame": options.stop_frame,
            "frame_filter": options.frame_filter,
        }
        for name, given in against.items():
            if given:
                raise bad("job_file_mapping", f"cannot be used with {name}")
        if not files or not all(files):
            raise bad("job_file_mapping", "every job needs a file")
        seen: set[str] = set()
        for name in (name for one in files for name in one):
            if name in seen:
                raise bad("job_file_mapping", f"{name} is named twice")
            seen.add(name)

    def _check_validation(self, choice: Choice, task: Task, options: DataOptions) -> None:
        if choice.mode != GT_POOL:
            wanted = choice.frames_per_job_count or 0
            if 0 < task.segment_size < wanted:
                problem = f"a job has {task.segment_size} frames"
                raise bad("validation_params.frames_per_job_count", problem)
            return
        if options.sorting_method != "random":
            raise bad("sorting_method", f"validation mode {GT_POOL} needs random sorting")
        for name, given in (("job_file_mapping", self.job_files), ("overlap", task.overlap)):
            if given:
                raise bad(name, f"cannot be used with validation mode {GT_POOL}")


def _with_honeypots(task: Task, probed: Probed, choice: Choice) -> tuple[Probed, Plan]:
    if probed.kind != "image":
        raise bad("validation_params.mode", f"{GT_POOL} is possible with pictures only")
    names = [probed.pictures[number].path for number in probed.numbers]
    dealt = mixed(names, choice, task.segment_size)
    return rearranged(probed, dealt.order, dealt.real), dealt.plan


def _with_truth(plan: Plan, probed: Probed, choice: Choice) -> Plan:
    if probed.kind not in ("image", "video"):
        raise bad("validation_params.mode", f"not possible with a task of {probed.kind}")
    if choice.frame_selection_method == MANUAL:
        if probed.kind != "image":
            raise BadInput("frames of a video have no files to name; make the ground truth job "
                           "once the task is made")  # fmt: skip
        names = [probed.pictures[number].path for number in probed.numbers]
        choice = replace(choice, frames=named(choice.frames or (), names))
    frames = choice.numbers(plan.spans, plan.overlap, probed.size)
    return plan.with_truth(chosen(frames), probed.size)
