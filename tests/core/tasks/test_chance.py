"""Frames drawn by seed: the draws that CVAT's clients can see, repeated here call by call."""

from collections import Counter
from itertools import chain

import numpy as np
import pytest
from natsort import natsorted

from limn.sdk import BadInput
from limn.tasks import chance
from limn.tasks.pools import mixed
from limn.tasks.truth import Choice


def mt(seed):
    return np.random.Generator(np.random.MT19937(seed=seed))


def pool(**more):
    given = {"frame_selection_method": "random_uniform", "frame_count": 3, "random_seed": 42}
    return Choice(mode="gt_pool", **{"frames_per_job_count": 2, **given, **more})


NAMES = [f"{n}.png" for n in range(20)]


def test_a_uniform_choice_is_one_draw_without_shuffling():
    drawn = mt(5).choice(range(50), size=7, shuffle=False, replace=False).tolist()
    assert chance.uniform(50, 7, chance.generator(5)) == drawn
    assert Choice(
        frame_selection_method="random_uniform", frame_share=0.14, random_seed=5
    ).numbers([range(50)], 0, 50) == sorted(drawn)  # fmt: skip


def test_frames_of_each_job_are_drawn_job_by_job():
    rng = mt(3)
    drawn = [
        rng.choice(tuple(set(range(start, start + 10))), size=2, replace=False).tolist()
        for start in (0, 10, 20)
    ]
    spans = [range(start, start + 10) for start in (0, 10, 20)]
    assert chance.per_job(spans, 2, 0, chance.generator(3)) == sorted(chain(*drawn))


def test_jobs_that_overlap_have_their_share_and_no_frame_twice():
    spans = [range(start, start + 10) for start in range(0, 60, 6)]
    chosen = chance.per_job(spans, 3, 4, chance.generator(1))
    assert len(set(chosen)) == len(chosen)
    assert all(len(set(span) & set(chosen)) >= 3 for span in spans)


def test_a_job_that_is_all_overlap_is_passed_over():
    assert chance.per_job([range(5), range(3, 6)], 5, 3, chance.generator(1)) == [0, 1, 2, 3, 4]


def test_the_least_used_are_taken_first_and_in_turn():
    uses = {10: 1, 11: 0, 12: 1, 13: 0, 14: 3}
    picker = chance.LeastUsed(uses, chance.generator(9))
    rng, idle, busy = mt(9), [11, 13], [10, 12]
    rng.shuffle(idle)
    rng.shuffle(busy)
    assert picker.take(2) == idle
    assert picker.take(3) == [*busy, idle[0]]
    assert picker.take(2) == [idle[1], busy[0]]


def by_the_book(seed, size, count, per_job, length):
    """The layout as the reference tells it, with plain NumPy calls and a list of uses."""
    rng, jobs_rng = mt(seed), mt(seed)
    chosen = sorted(rng.choice(range(size), size=count, shuffle=False, replace=False).tolist())
    others = sorted(set(range(size)) - set(chosen))
    rng.shuffle(others)
    waiting = [(frame, None) for frame in chosen]
    rng.shuffle(waiting)
    queue, uses = [frame for frame, _ in waiting], Counter()
    order = []
    for start in range(0, len(others), length):
        taken = queue[:per_job]
        queue = queue[per_job:] + taken
        uses.update(taken)
        job = others[start : start + length] + taken
        jobs_rng.shuffle(job)
        order += job
    return [*order, *chosen]


@pytest.mark.parametrize("seed", [0, 7, 42, 2**40])
def test_honeypots_are_dealt_as_the_reference_says(seed):
    dealt = mixed(NAMES, pool(random_seed=seed, frame_count=5), 6)
    assert list(dealt.order) == by_the_book(seed, 20, 5, 2, 6)


def test_a_seed_gives_these_frames_for_ever():
    assert chance.uniform(20, 5, chance.generator(42)) == [8, 15, 11, 7, 1]
    dealt = mixed(NAMES, pool(), 6)
    assert list(dealt.order) == [
        10, 0, 5, 12, 16, 6, 17, 1, 19, 18, 13, 2, 7, 9, 17, 4, 12, 15, 3, 14, 9, 8, 11, 9, 12, 17
    ]  # fmt: skip
    assert dealt.real == {3: 24, 6: 25, 13: 23, 14: 25, 16: 24, 20: 23}
    assert dealt.plan.spans == [range(8), range(8, 16), range(16, 23)]


def test_the_same_seed_is_the_same_whatever_order_files_came_in():
    shuffled = natsorted(NAMES, reverse=True)
    dealt, again = mixed(NAMES, pool(), 6), mixed(shuffled, pool(), 6)
    assert [NAMES[at] for at in dealt.order] == [shuffled[at] for at in again.order]
    assert dealt.real == again.real


def test_every_job_has_its_honeypots_each_once_and_all_are_used_alike():
    names = [f"{n}.png" for n in range(200)]
    dealt = mixed(names, pool(frame_count=10, frames_per_job_count=3), 7)
    uses = Counter(dealt.real.values())
    assert set(uses) == set(dealt.plan.truth.frames)
    assert max(uses.values()) - min(uses.values()) <= 1
    for span in dealt.plan.spans:
        own = [dealt.real[frame] for frame in span if frame in dealt.real]
        assert len(own) == len(set(own)) == 3
    shown = [names[at] for at in dealt.order]
    assert all(shown[honeypot] == shown[real] for honeypot, real in dealt.real.items())
    assert len(set(dealt.order[: dealt.plan.spans[-1].stop])) == 200


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"frame_count": 21}, "21 of 20"),
        ({"frame_count": 20}, "no pictures are left"),
        ({"frames_per_job_count": 4}, "4 frames a job, but only 3"),
        ({"frame_count": None, "frame_selection_method": "manual", "frames": ["x"]}, "picture x"),
    ],
)
def test_a_pool_that_cannot_be_is_refused(more, problem):
    with pytest.raises(BadInput, match=problem):
        mixed(NAMES, pool(**more), 6)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"frame_selection_method": "random_uniform"}, "give one of frame_count, frame_share"),
        ({"frame_selection_method": "random_uniform", "frame_count": 1, "frame_share": 0.5},
         "give one of"),
        ({"frame_selection_method": "random_per_job", "frame_count": 1}, "frames_per_job_count"),
        ({"frame_selection_method": "manual"}, "frames: must be given"),
        ({"frame_selection_method": "manual", "frames": [1, 1]}, "named twice"),
        ({"frame_selection_method": "random_uniform", "frame_count": 1, "frames": [1]},
         "only used when"),
        ({"frame_selection_method": "random_per_job", "frames_per_job_count": 1,
          "mode": "gt_pool"}, "not possible in gt_pool"),
        ({"frame_selection_method": "manual", "frames": ["a"], "mode": "gt_pool"},
         "frames_per_job_count"),
    ],
)  # fmt: skip
def test_a_choice_says_what_its_method_needs_and_no_more(given, problem):
    with pytest.raises(BadInput, match=problem):
        Choice(**given).checked()
