"""Ground truth jobs, deleted frames, and honeypots that show other pictures."""

from collections import Counter
from itertools import pairwise

import pytest

from core.media import makers
from core.tasks.door import done
from core.tasks.test_layouts import POOL, truth
from limn.tasks.chance import generator, uniform
from servers.threads import in_threads

MANUAL = {"type": "ground_truth", "frame_selection_method": "manual"}


def job_of(door, task, status=201, **asked):
    return door.call("post", "jobs", {"task_id": task, **MANUAL, **asked}, status)


def deleted(door, place):
    return door.get(f"{place}/data/meta")["deleted_frames"]


def delete(door, place, frames, status=200):
    return door.call("patch", f"{place}/data/meta", {"deleted_frames": frames}, status)


def relayout(door, place, status=200, **asked):
    return door.call("patch", f"{place}/validation_layout", asked, status)


@pytest.fixture
def pooled(door):
    """A task of 20 pictures in three jobs with two honeypots each; the pool are frames 23 to 25."""
    return door.make(20, {"segment_size": 6}, **POOL)


@pytest.fixture
def pool_job(door, pooled):
    return f"jobs/{door.jobs(pooled, 'ground_truth')[0]['id']}"


# ---- ground truth jobs


def test_ground_truth_is_made_later_too(door):
    task = door.make(10, {"segment_size": 4})
    job = job_of(door, task, frames=[7, 2], stage="acceptance")
    assert (job["type"], job["frame_count"], job["stage"]) == ("ground_truth", 2, "acceptance")
    assert (job["start_frame"], job["stop_frame"], job["task_id"]) == (0, 9, task)
    assert door.get(f"tasks/{task}/validation_layout")["validation_frames"] == [2, 7]
    assert [door.frame(f"jobs/{job['id']}", number) for number in (2, 7)] == [2, 7]


def test_a_seed_chooses_the_same_frames_later_as_with_the_media(door):
    chosen = {"frame_selection_method": "random_per_job", "frames_per_job_count": 2}
    described = {"segment_size": 5, "overlap": 2}
    with_media = door.make(12, described, **truth(**chosen, random_seed=11))
    later = door.make(12, described)
    job_of(door, later, **chosen, random_seed=11)
    layouts = [door.get(f"tasks/{one}/validation_layout") for one in (with_media, later)]
    assert layouts[0] == layouts[1]
    uniformly = door.make(12)
    job_of(door, uniformly, frame_selection_method="random_uniform", frame_share=0.25,
           random_seed=5)  # fmt: skip
    frames = door.get(f"tasks/{uniformly}/validation_layout")["validation_frames"]
    assert frames == sorted(uniform(12, 3, generator(5)))


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"frames": [9]}, "frames"),
        ({"frames": []}, "frames"),
        ({"frames": [1, 1]}, "frames"),
        ({"frames": [-1]}, "frames"),
        ({"frames": [1], "type": "annotation"}, "type"),
        ({"frames": [1], "task_id": 999_999}, "task_id"),
        ({"frames": [1], "assignee": 999_999}, "assignee"),
        ({"frame_selection_method": None}, "frame_selection_method"),
        ({"frame_selection_method": "random_uniform", "frame_count": 5}, "frame_count"),
        ({"frame_selection_method": "random_uniform", "frame_share": 2}, "frame_share"),
        (
            {"frame_selection_method": "random_per_job", "frames_per_job_count": 5},
            "frames_per_job_count",
        ),
    ],
)
def test_ground_truth_that_cannot_be_is_refused_by_field(door, asked, field):
    task = door.make(4)
    refusal = job_of(door, task, 400, **asked)
    assert any(field in name for name in refusal), refusal
    assert door.jobs(task, "ground_truth") == []
    assert door.get(f"tasks/{task}/validation_layout") == {"mode": None}


def test_there_is_one_ground_truth_for_a_task_however_many_ask(door, pooled):
    assert "ground truth already" in str(job_of(door, pooled, 400, frames=[1]))
    task = door.make(4)

    def ask(number):
        return door.client.post(
            "/api/jobs", {"task_id": task, **MANUAL, "frames": [number]},
            content_type="application/json",
        ).status_code  # fmt: skip

    assert sorted(in_threads(ask, range(4), threads=4)) == [201, 400, 400, 400]


def test_a_task_without_media_has_no_ground_truth(door):
    assert "no media yet" in str(job_of(door, door.new_task(), 400, frames=[0]))


def test_ground_truth_is_deleted_without_its_frames(door, pooled):
    task = door.make(4)
    job = job_of(door, task, frames=[1, 2])["id"]
    assert "only ground truth jobs" in str(
        door.call("delete", f"jobs/{door.jobs(task)[0]['id']}", status=400)
    )
    door.call("delete", f"jobs/{job}", status=204)
    assert door.get(f"tasks/{task}/validation_layout") == {"mode": None}
    assert door.get(f"tasks/{task}")["size"] == 4
    assert job_of(door, task, frames=[3])["id"] != job
    own = door.jobs(pooled, "ground_truth")[0]["id"]
    assert "honeypots" in str(door.call("delete", f"jobs/{own}", status=400))


def test_who_may_make_and_delete_ground_truth(door, make_user, client_of):
    task = door.make(4)
    stranger = client_of(make_user("stranger"))
    body = {"task_id": task, **MANUAL, "frames": [1]}
    assert stranger.post("/api/jobs", body, content_type="application/json").status_code == 403
    helper = make_user("helper")
    job = job_of(door, task, frames=[1], assignee=helper.pk)["id"]
    assert client_of(helper).get(f"/api/jobs/{job}").status_code == 200
    assert client_of(helper).delete(f"/api/jobs/{job}").status_code == 403


def test_an_annotator_does_not_see_where_honeypots_are(door, pooled, make_user, client_of):
    helper, job = make_user("helper"), door.jobs(pooled)[0]["id"]
    door.call("patch", f"jobs/{job}", {"assignee": helper.pk})
    client = client_of(helper)
    assert client.get(f"/api/jobs/{job}/data/meta").status_code == 200
    for place in (f"jobs/{job}", f"tasks/{pooled}"):
        assert client.get(f"/api/{place}/validation_layout").status_code == 403
        changed = client.patch(
            f"/api/{place}/validation_layout", {"frame_selection_method": "random_uniform"},
            content_type="application/json",
        )  # fmt: skip
        assert changed.status_code == 403


# ---- deleted frames


def test_a_job_deletes_its_own_frames_and_a_task_all(door):
    task = door.make(8, {"segment_size": 5, "overlap": 2})
    first, second = (f"jobs/{one['id']}" for one in door.jobs(task))
    assert delete(door, f"tasks/{task}", [0, 4, 7])["deleted_frames"] == [0, 4, 7]
    assert (deleted(door, first), deleted(door, second)) == ([0, 4], [4, 7])
    delete(door, second, [3])
    assert deleted(door, f"tasks/{task}") == [0, 3]
    assert "deleted_frames" in delete(door, second, [0], 400)
    assert "deleted_frames" in delete(door, f"tasks/{task}", [8], 400)
    assert deleted(door, f"tasks/{task}") == [0, 3]


def test_ground_truth_leaves_frames_out_without_deleting_them(door):
    task = door.make(6, **truth(frame_selection_method="manual", frames=["1.png", "3.png"]))
    (job,) = door.jobs(task, "ground_truth")
    place = f"jobs/{job['id']}"
    delete(door, f"tasks/{task}", [1, 2])
    assert deleted(door, place) == [1]
    assert delete(door, place, [3])["deleted_frames"] == [1, 3]
    assert door.get(f"tasks/{task}/validation_layout")["disabled_frames"] == [3]
    assert deleted(door, f"tasks/{task}") == [1, 2]
    assert delete(door, place, [])["deleted_frames"] == [1]
    assert "deleted_frames" in delete(door, place, [2], 400)


def test_a_pool_takes_its_honeypots_along(door, pooled, pool_job):
    delete(door, f"tasks/{pooled}", [0, 13])
    assert delete(door, pool_job, [24])["deleted_frames"] == [24]
    assert deleted(door, f"tasks/{pooled}") == [0, 3, 13, 16, 24]
    layout = door.get(f"tasks/{pooled}/validation_layout")
    assert layout["disabled_frames"] == [24]
    delete(door, pool_job, [25])
    assert deleted(door, f"tasks/{pooled}") == [0, 6, 13, 14, 25]
    delete(door, pool_job, [])
    assert deleted(door, f"tasks/{pooled}") == [0, 13]


def test_a_task_does_not_delete_what_its_pool_has(door, pooled, pool_job):
    assert "deleted_frames" in delete(door, f"tasks/{pooled}", [1, 24], 400)
    delete(door, pool_job, [24])
    delete(door, f"tasks/{pooled}", [1, 24])
    assert deleted(door, f"tasks/{pooled}") == [1, 24]


# ---- honeypots


def test_honeypots_show_what_they_are_told(door, pooled):
    place = f"tasks/{pooled}"
    before = {one["id"]: one for one in door.jobs(pooled)}
    told = relayout(door, place, frame_selection_method="manual",
                    honeypot_real_frames=[24, 25, 24, 25, 24, 25])  # fmt: skip
    assert told["honeypot_real_frames"] == [24, 25, 24, 25, 24, 25]
    for honeypot, real in zip(told["honeypot_frames"], told["honeypot_real_frames"], strict=True):
        assert door.frame(place, honeypot) == door.frame(place, real)
    names = door.names(place)
    assert [names[at] for at in told["honeypot_frames"]] == [names[24], names[25]] * 3
    # The first job shows what it showed.
    moved = [door.get(f"jobs/{one}")["updated_date"] != before[one]["updated_date"]
             for one in before]  # fmt: skip
    assert moved == [False, True, True]


def test_chunks_and_previews_follow_the_honeypots(door, pooled):
    task, job = f"tasks/{pooled}", f"jobs/{door.jobs(pooled)[0]['id']}"
    path = f"/api/{job}/data?type=chunk&index=0&quality=original"

    def chunk():
        answer = door.client.get(path)
        return answer["X-Updated-Date"], makers.numbers_in_zip(answer.getvalue())

    (before, pictures), meta = chunk(), door.get(f"{job}/data/meta")
    other = door.get(f"jobs/{door.jobs(pooled)[1]['id']}/data/meta")
    relayout(door, job, frame_selection_method="manual", honeypot_real_frames=[23, 23])
    after, changed = chunk()
    assert after > before
    assert [at for at in range(8) if pictures[at] != changed[at]] == [3, 6]
    assert changed[3] == changed[6] == door.frame(task, 23)
    assert door.get(f"{job}/data/meta")["chunks_updated_date"] > meta["chunks_updated_date"]
    assert door.get(f"jobs/{door.jobs(pooled)[1]['id']}/data/meta") == other
    updated = door.get(f"{job}/data/meta")["chunks_updated_date"]
    assert door.get(f"{task}/data/meta")["chunks_updated_date"] == updated


def test_context_images_come_with_the_picture(door, tmp_path):
    pictures = {f"{n}.png": makers.png(n) for n in range(4)}
    beside = {f"related_images/{n}_png/side.png": makers.png(100 + n) for n in range(4)}
    packed = makers.archive(tmp_path / "all.zip", {**pictures, **beside}.items())
    task = door.new_task()
    options = {**POOL, "validation_params": {**POOL["validation_params"], "frame_count": 2,
                                             "frames_per_job_count": 1}}  # fmt: skip
    assert done(door.send(task, {"all.zip": packed.read_bytes()}, **options)).state == "finished"
    layout = door.get(f"tasks/{task}/validation_layout")
    (honeypot,), pool = layout["honeypot_frames"], layout["validation_frames"]

    def side(frame):
        answer = door.client.get(f"/api/tasks/{task}/data?type=context_image&number={frame}")
        (number,) = makers.numbers_in_zip(answer.getvalue())
        return number - 100

    for real in pool:
        relayout(door, f"tasks/{task}", frame_selection_method="manual",
                 honeypot_real_frames=[real])  # fmt: skip
        assert side(honeypot) == side(real) == door.frame(f"tasks/{task}", honeypot)


def test_honeypots_drawn_anew_are_used_alike(door, pooled):
    told = relayout(door, f"tasks/{pooled}", frame_selection_method="random_uniform")
    uses = Counter(told["honeypot_real_frames"])
    assert uses == {23: 2, 24: 2, 25: 2}
    real = told["honeypot_real_frames"]
    assert all(real[at] != real[at + 1] for at in (0, 2, 4))
    job = f"jobs/{door.jobs(pooled)[0]['id']}"
    told = relayout(door, job, frame_selection_method="random_uniform")
    assert len(set(told["honeypot_real_frames"])) == told["honeypot_count"] == 2


def test_disabled_frames_are_not_drawn_and_not_chosen(door, pooled):
    place = f"tasks/{pooled}"
    told = relayout(door, place, disabled_frames=[24], frame_selection_method="random_uniform")
    assert set(told["honeypot_real_frames"]) == {23, 25}
    assert deleted(door, place) == [24]
    refused = relayout(door, place, 400, frame_selection_method="manual",
                       honeypot_real_frames=[24] * 6)  # fmt: skip
    assert "disabled" in str(refused)
    few = relayout(door, place, 400, disabled_frames=[24, 25],
                   frame_selection_method="random_uniform")  # fmt: skip
    assert "1 frames are left in the pool for 2 honeypots" in str(few)
    assert door.get(f"{place}/validation_layout")["disabled_frames"] == [24]


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({"frame_selection_method": "manual"}, "0 frames for 6 honeypots"),
        ({"frame_selection_method": "manual", "honeypot_real_frames": [23]}, "1 frames for 6"),
        ({"frame_selection_method": "manual", "honeypot_real_frames": [0] * 6}, "not in the"),
        ({"frame_selection_method": "random_per_job"}, "choose random_uniform or manual"),
        ({"frame_selection_method": "random_uniform", "honeypot_real_frames": [23]}, "only used"),
        ({"honeypot_real_frames": [23] * 6}, "only used"),
        ({"disabled_frames": [0]}, "there is no frame 0"),
    ],
)
def test_a_layout_that_cannot_be_changes_nothing(door, pooled, asked, problem):
    before = door.get(f"tasks/{pooled}/validation_layout")
    assert problem in str(relayout(door, f"tasks/{pooled}", 400, **asked))
    assert door.get(f"tasks/{pooled}/validation_layout") == before


def test_only_a_pool_has_honeypots(door, pooled, pool_job):
    task = door.make(3, **truth(frame_selection_method="manual", frames=["1.png"]))
    assert "no honeypots" in str(
        relayout(door, f"tasks/{task}", 400, frame_selection_method="random_uniform")
    )
    assert door.get(f"jobs/{door.jobs(task)[0]['id']}/validation_layout") == {}
    assert relayout(door, f"tasks/{task}", disabled_frames=[1])["disabled_frames"] == [1]
    assert "annotation jobs" in str(
        relayout(door, pool_job, 400, frame_selection_method="random_uniform")
    )


def test_what_was_drawn_on_a_honeypot_goes_with_its_picture(door, pooled):
    job = door.jobs(pooled)[0]["id"]
    label = door.get(f"labels?task_id={pooled}")["results"][0]["id"]
    tag = door.get(f"labels?task_id={pooled}")["results"][1]["id"]
    box = {"type": "rectangle", "label_id": label, "points": [1, 1, 9, 9]}
    drawn = {
        "shapes": [{**box, "frame": frame} for frame in range(8)],
        "tags": [{"frame": frame, "label_id": tag} for frame in (3, 4)],
    }
    door.call("put", f"jobs/{job}/annotations", drawn)
    delete(door, f"jobs/{job}", [3, 6])
    # Frame 3 shows 24 and frame 6 shows 25; only the latter changes.
    relayout(door, f"jobs/{job}", frame_selection_method="manual", honeypot_real_frames=[24, 23])
    left = door.get(f"jobs/{job}/annotations")
    assert [one["frame"] for one in left["shapes"]] == [0, 1, 2, 3, 4, 5, 7]
    assert [one["frame"] for one in left["tags"]] == [3, 4]
    assert deleted(door, f"jobs/{job}") == [3]
    last = door.get(f"jobs/{job}/history")["results"][0]
    assert (last["kind"], last["version"]) == ("delete", 2)


def test_savers_and_changers_of_honeypots_do_not_meet(door, pooled):
    """However they are mixed, nothing is drawn on a picture that was changed after the save."""
    job = door.jobs(pooled)[0]["id"]
    label = door.get(f"labels?task_id={pooled}")["results"][0]["id"]

    def save(number):
        body = {"shapes": [{"type": "rectangle", "frame": 3, "label_id": label,
                            "points": [number, 1, 99, 99]}]}  # fmt: skip
        return door.client.put(f"/api/jobs/{job}/annotations", body,
                               content_type="application/json").status_code  # fmt: skip

    def change(number):
        body = {"frame_selection_method": "manual",
                "honeypot_real_frames": [23 + number % 3, 23 + (number + 1) % 3]}  # fmt: skip
        return door.client.patch(f"/api/jobs/{job}/validation_layout", body,
                                 content_type="application/json").status_code  # fmt: skip

    answers = in_threads(lambda n: (save, change)[n % 2](n), range(40), threads=4)
    assert set(answers) == {200}
    kinds = [one["kind"] for one in door.get(f"jobs/{job}/history?page_size=100")["results"]]
    assert ("delete", "delete") not in set(pairwise(kinds))
    layout = door.get(f"jobs/{job}/validation_layout")
    names = door.names(f"jobs/{job}")
    assert names[3] == door.names(f"tasks/{pooled}")[layout["honeypot_real_frames"][0]]
