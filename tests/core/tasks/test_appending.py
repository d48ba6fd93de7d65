"""Tasks that grow: new files become new frames at the end, and nothing that exists moves."""

import pytest

from core.datasets.test_backups import backup, restored
from core.media import makers
from core.tasks.door import done
from core.tasks.test_layouts import POOL, truth
from limn.storage import store
from limn.tasks.actions import appending


def more(numbers, names="new {}.png"):
    return {names.format(number): makers.png(number) for number in numbers}


def append(door, task, files, status="finished", **options):
    run = done(door.send(task, files, "data/append", **options))
    assert run.state == status, run.message
    return run


def raw(door, task):
    folder = store.media_folder(door.get(f"tasks/{task}")["data"])
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def box(door, task, frame):
    label = door.get(f"labels?task_id={task}")["results"][0]["id"]
    return {"type": "rectangle", "frame": frame, "label_id": label, "points": [1, 1, 9, 9]}


def test_new_files_are_new_frames_in_new_jobs(door):
    task = door.make(5, {"segment_size": 3})
    jobs, meta = door.jobs(task), door.get(f"tasks/{task}/data/meta")
    door.call("put", f"tasks/{task}/annotations", {"shapes": [box(door, task, 4)]})
    run = append(door, task, more(range(10, 14)))
    assert door.spans(task) == [(0, 2), (3, 4), (5, 7), (8, 8)]
    kept = [one["id"] for one in jobs]
    assert [one["id"] for one in door.jobs(task)] == kept + run.result["jobs"]
    grown = door.get(f"tasks/{task}/data/meta")
    assert grown["frames"][:5] == meta["frames"]
    assert [one["name"] for one in grown["frames"][5:]] == [f"new {n}.png" for n in range(10, 14)]
    assert (grown["size"], grown["stop_frame"]) == (9, 8)
    assert [door.frame(f"tasks/{task}", at) for at in range(9)] == [*range(5), *range(10, 14)]
    (left,) = door.get(f"tasks/{task}/annotations")["shapes"]
    assert left["frame"] == 4
    door.call("put", f"jobs/{run.result['jobs'][0]}/annotations", {"shapes": [box(door, task, 6)]})
    assert door.get(f"tasks/{task}")["size"] == 9


def test_the_last_job_is_filled_if_asked(door):
    task = door.make(5, {"segment_size": 3, "consensus_replicas": 2})
    last = door.jobs(task)[-1]["id"]
    door.call("patch", f"jobs/{last}", {"state": "completed"})
    append(door, task, more(range(10, 13)), fill_last_job=True)
    assert door.spans(task) == [(0, 2), (3, 5), (6, 7)]
    assert door.spans(task, "consensus_replica") == [(0, 2)] * 2 + [(3, 5)] * 2 + [(6, 7)] * 2
    assert door.get(f"jobs/{last}")["state"] == "in progress"
    chunk = door.client.get(f"/api/jobs/{last}/data?type=chunk&index=0&quality=original")
    assert makers.numbers_in_zip(chunk.getvalue()) == [3, 4, 10]
    append(door, task, more([20]), fill_last_job=True)
    assert door.spans(task)[-1] == (6, 8)


def test_a_task_grows_again_and_again_and_keeps_its_ground_truth(door):
    task = door.make(4, **truth(frame_selection_method="manual", frames=["1.png", "3.png"]))
    before = door.get(f"tasks/{task}/validation_layout")
    for number in (10, 11):
        append(door, task, more([number]))
    assert door.spans(task) == [(0, 3), (4, 4), (5, 5)]
    assert door.get(f"tasks/{task}/validation_layout") == before
    assert door.get(f"tasks/{task}")["status"] == "annotation"


def test_context_images_and_archives_come_too(door, tmp_path):
    task = door.make(2)
    members = {"more/9.png": makers.png(9), "more/related_images/9_png/side.png": makers.png(99)}
    packed = makers.archive(tmp_path / "more.zip", members.items())
    append(door, task, {"more.zip": packed.read_bytes()})
    answer = door.client.get(f"/api/tasks/{task}/data?type=context_image&number=2")
    assert makers.numbers_in_zip(answer.getvalue()) == [99]


def test_a_grown_task_is_backed_up_and_comes_back(door):
    task = door.make(5, {"segment_size": 3})
    append(door, task, more(range(10, 12)))
    again = restored(door.client, "task", backup(door.client, f"/api/tasks/{task}"))
    assert door.spans(again) == door.spans(task)
    assert door.names(f"tasks/{again}") == door.names(f"tasks/{task}")


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        (more([1], "{}.png"), "1.png is there already"),
        ({"broken.png": b"\x89PNG\r\n\x1a\n nothing"}, "broken.png"),
    ],
)
def test_files_that_cannot_be_added_leave_the_task_as_it_was(door, files, problem):
    task = door.make(3, {"segment_size": 2})
    before = door.get(f"tasks/{task}"), door.get(f"tasks/{task}/data/meta"), door.spans(task)
    run = append(door, task, {**more([10]), **files}, "failed")
    assert problem in run.message
    assert (
        door.get(f"tasks/{task}"), door.get(f"tasks/{task}/data/meta"), door.spans(task)
    ) == before  # fmt: skip
    assert raw(door, task) == ["0.png", "1.png", "2.png"]
    append(door, task, more([10]))
    assert raw(door, task) == ["0.png", "1.png", "2.png", "new 10.png"]


def test_media_of_another_kind_is_refused(door, tmp_path):
    task = door.make(2)
    clip = makers.video(tmp_path / "clip.mp4", 4).read_bytes()
    assert "of kind image" in append(door, task, {"clip.mp4": clip}, "failed").message
    video = door.new_task()
    assert done(door.send(video, {"clip.mp4": clip})).state == "finished"
    assert "nothing can be added to video" in refused(door, video, more([1]))


def refused(door, task, files, **options):
    answer = door.send(task, files, "data/append", **options)
    assert answer.status_code == 400, answer.content
    return str(answer.json())


def test_tasks_that_cannot_grow_say_why(door):
    assert "no media yet" in refused(door, door.new_task(), more([1]))
    assert "honeypots" in refused(door, door.make(6, **POOL), more([1]))
    for options in ({"frame_filter": "step=2"}, {"start_frame": 1}, {"stop_frame": 1}):
        assert "only some of the files" in refused(door, door.make(4, **options), more([1]))
    task = door.make(2)
    assert "client_files" in str(door.call("post", f"tasks/{task}/data/append", {}, 400))
    assert "sorting_method" in refused(door, task, more([1]), sorting_method="by colour")
    assert "segment_size" in refused(door, task, more([1]), segment_size=3)


def test_a_task_does_not_grow_beyond_the_most_jobs(door, monkeypatch):
    monkeypatch.setattr(appending, "MAX_JOBS", 4)
    task = door.make(3, {"segment_size": 1})
    append(door, task, more([10]))
    run = append(door, task, more([11]), "failed")
    assert "4 jobs and 1 new; 4 are allowed" in run.message
    assert door.get(f"tasks/{task}")["size"] == 4


def test_a_stranger_adds_nothing(door, make_user, client_of):
    task = door.make(2)
    stranger = client_of(make_user("stranger"))
    path = f"/api/tasks/{task}/data/append"
    assert stranger.post(path, {}, content_type="application/json").status_code == 403
    tus = {"Upload-Length": "3", "Tus-Resumable": "1.0.0"}
    assert stranger.post(path, headers=tus).status_code == 403
