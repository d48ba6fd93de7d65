"""Honeypots: pictures whose ground truth is known, mixed into jobs so that nobody can tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from natsort import natsorted

from limn.tasks import chance
from limn.tasks.planning import Plan, Truth, sized
from limn.tasks.truth import GT_POOL, MANUAL, Choice, bad


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixed:
    """Pictures dealt out to jobs, with the pool of ground truth behind all jobs.

    `order` has for each frame the place of its picture among those given; `real` the frame of
    the pool that a honeypot shows.
    """

    order: Sequence[int]
    real: dict[int, int]
    plan: Plan


def mixed(names: Sequence[str], choice: Choice, segment_size: int) -> Mixed:
    """Deal out the pictures with these `names`: `segment_size` to a job (0: all), and honeypots.

    Which and where is drawn; the same seed and names give the same frames. First the pool is
    drawn, then the others are shuffled, then the pool; a second generator of the same seed
    shuffles each job once its honeypots, the least used of the pool, are in it.

    Raises:
        BadInput: there are not enough pictures for that, or one that is named is not there.
    """
    sorted_ = natsorted(range(len(names)), key=names.__getitem__)
    rng = chance.generator(choice.random_seed)
    pool = sorted(_pool([names[at] for at in sorted_], choice, rng))
    others = sorted(set(range(len(names))).difference(pool))
    if not others:
        raise bad("validation_params", "no pictures are left to annotate")
    per_job = _per_job(choice, len(pool), segment_size)
    rng.shuffle(others)
    picker = chance.LeastUsed(dict.fromkeys(pool, 0), rng)
    shuffler = chance.generator(choice.random_seed)
    order: list[int] = []
    shown: dict[int, int] = {}
    lengths: list[int] = []
    length = segment_size or len(names)
    for start in range(0, len(others), length):
        honeypots = picker.take(per_job)
        job = others[start : start + length] + honeypots
        shuffler.shuffle(job)
        shown |= {len(order) + at: one for at, one in enumerate(job) if one in set(honeypots)}
        order += job
        lengths.append(len(job))
    places = {one: len(order) + at for at, one in enumerate(pool)}
    truth = Truth(mode=GT_POOL, frames=list(places.values()), frames_per_job_count=per_job)
    return Mixed(
        order=[sorted_[one] for one in (*order, *pool)],
        real={frame: places[one] for frame, one in shown.items()},
        plan=sized(lengths).with_truth(truth, len(order) + len(pool)),
    )


def _pool(names: Sequence[str], choice: Choice, rng: chance.Generator) -> list[int]:
    if choice.frame_selection_method != MANUAL:
        return chance.uniform(len(names), choice.count_of(len(names)), rng)
    return named(choice.frames or (), names)


def named(wanted: Sequence[str], names: Sequence[str]) -> list[int]:
    """The places of the `wanted` names.

    Raises:
        BadInput: one is not among the names.
    """
    places = {name: at for at, name in enumerate(names)}
    unknown = [name for name in wanted if name not in places]
    if unknown:
        raise bad("validation_params.frames", f"there is no picture {unknown[0]}")
    return [places[name] for name in wanted]


def _per_job(choice: Choice, pool: int, segment_size: int) -> int:
    wanted = choice.per_job_of(segment_size)
    if wanted > pool and choice.frames_per_job_count and choice.frame_count:
        raise bad(
            "validation_params.frames_per_job_count",
            f"{wanted} frames a job, but only {pool} to choose from",
        )
    return min(wanted, pool)
