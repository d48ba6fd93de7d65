"""Deeds on honeypots: which frames of the pool they show."""

from collections.abc import Mapping, Sequence

from django.utils import timezone

from limn.media.actions import set_deleted_frames
from limn.media.images.honeypots import honeypots, repoint
from limn.media.queries import Data
from limn.sdk.errors import BadInput
from limn.tasks import chance
from limn.tasks.actions.frames import lock_layout, touch
from limn.tasks.models import Job, Segment, Task, ValidationLayout
from limn.tasks.planning import ANNOTATION
from limn.tasks.truth import GT_POOL, MANUAL, UNIFORM, bad


def change_honeypots(
    task: Task, data: Data, method: str, real_frames: Sequence[int] | None, job: Job | None = None
) -> list[int]:
    """Let the honeypots of a locked task, or of one `job` of it, show other frames of the pool.

    `real_frames` (method `manual`) are those frames, one for each honeypot in order. Drawn at
    random, each is taken that is used least: in all other jobs where one job is asked for,
    else anew in all jobs. Returns the honeypots that show something else now; what is drawn
    there is the caller's to delete. They are not deleted any more.

    Raises:
        BadInput: the task or job has no honeypots, a frame is not in the pool or left out of
            it, or there are not as many as needed.
    """
    layout = _pool_of(task, job)
    spans = _spans(task) if job is None else {job.segment_id: _span(job.segment)}
    shown = honeypots(data)
    own = {key: [frame for frame in span if frame in shown] for key, span in spans.items()}
    disabled = set(layout.disabled_frames)
    active = [frame for frame in layout.frames if frame not in disabled]
    if method == MANUAL:
        places = [frame for frames in own.values() for frame in frames]
        wanted = _manual(places, real_frames, layout, active)
    elif method == UNIFORM:
        elsewhere = shown if job is not None else {}
        wanted = _drawn(list(own.values()), active, elsewhere)
    else:
        raise bad("frame_selection_method", f"choose {UNIFORM} or {MANUAL}")
    changed = {frame: real for frame, real in wanted.items() if shown[frame] != real}
    _apply(task, data, changed)
    segments = [key for key, frames in own.items() if not changed.keys().isdisjoint(frames)]
    asked_for = segments if method == MANUAL else list(own)
    now = timezone.now()
    Segment.objects.filter(pk__in=segments).update(chunks_updated_date=now)
    Job.objects.filter(segment__in=asked_for).update(updated_date=now)
    if asked_for:
        touch(task)
    return sorted(changed)


def _pool_of(task: Task, job: Job | None) -> ValidationLayout:
    layout = lock_layout(task)
    if layout is None or layout.mode != GT_POOL:
        raise BadInput(f"task {task.pk} has no honeypots: its validation mode is not {GT_POOL}")
    if job is not None and job.type != ANNOTATION:
        raise BadInput(f"honeypots are changed in annotation jobs, not in one of {job.type}")
    return layout


def _spans(task: Task) -> dict[int, range]:
    segments = Segment.objects.filter(task=task, jobs__type=ANNOTATION).order_by("start_frame")
    return {one.pk: _span(one) for one in segments}


def _span(segment: Segment) -> range:
    return range(segment.start_frame, segment.stop_frame + 1)


def _manual(
    places: Sequence[int],
    real_frames: Sequence[int] | None,
    layout: ValidationLayout,
    active: Sequence[int],
) -> dict[int, int]:
    given, field = list(real_frames or ()), "honeypot_real_frames"
    pool, enabled = set(layout.frames), set(active)
    for frame in given:
        if frame not in pool:
            raise bad(field, f"frame {frame} is not in the validation pool")
        if frame not in enabled:
            raise bad(field, f"frame {frame} is disabled; enable it first")
    if len(given) != len(places):
        raise bad(field, f"{len(given)} frames for {len(places)} honeypots")
    return dict(zip(places, given, strict=True))


def _drawn(
    jobs: Sequence[Sequence[int]], active: Sequence[int], elsewhere: Mapping[int, int]
) -> dict[int, int]:
    most = max(map(len, jobs), default=0)
    if len(active) < most:
        problem = f"{len(active)} frames are left in the pool for {most} honeypots of a job"
        raise bad("frame_selection_method", f"{problem}; enable some")
    uses = dict.fromkeys(active, 0)
    for real in elsewhere.values():
        if real in uses:
            uses[real] += 1
    picker = chance.LeastUsed(uses, chance.generator(None))
    return {
        frame: real
        for frames in jobs
        for frame, real in zip(frames, picker.take(len(frames)), strict=True)
    }


def _apply(task: Task, data: Data, changed: Mapping[int, int]) -> None:
    if changed:
        repoint(data, changed)
        back = set(data.deleted_frames).intersection(changed)
        if back:
            set_deleted_frames(data, set(data.deleted_frames) - back)
