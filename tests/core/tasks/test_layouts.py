"""How a task is cut when its media comes: files given to jobs, ground truth, honeypots."""

import errno
import json

import pytest

from core.media import makers
from core.tasks.door import done, shown
from limn.tasks import jobs as tasks_jobs
from limn.tasks import queries

POOL = {
    "sorting_method": "random",
    "validation_params": {
        "mode": "gt_pool",
        "frame_selection_method": "random_uniform",
        "frame_count": 3,
        "frames_per_job_count": 2,
        "random_seed": 42,
    },
}


def truth(**more):
    return {"validation_params": {"mode": "gt", **more}}


def test_files_are_given_to_jobs_by_name(door):
    mapping = [["2.png", "0.png"], ["4.png"], ["1.png", "5.png", "3.png"]]
    task = door.make(7, job_file_mapping=mapping)
    assert door.spans(task) == [(0, 1), (2, 2), (3, 5)]
    assert door.names(f"tasks/{task}") == [name for files in mapping for name in files]
    told = door.get(f"tasks/{task}")
    assert (told["segment_size"], told["overlap"], told["size"]) == (0, 0, 6)


@pytest.mark.parametrize(
    ("described", "options", "culprit"),
    [
        ({"segment_size": 2}, {}, "segment_size"),
        ({}, {"sorting_method": "natural"}, "sorting_method"),
        ({}, {"start_frame": 1}, "start_frame"),
        ({}, {"stop_frame": 1}, "stop_frame"),
        ({}, {"frame_filter": "step=2"}, "frame_filter"),
        ({}, {"server_files_exclude": ["x"]}, "server_files_exclude"),
        ({}, {"job_file_mapping": [["0.png"], ["1.png", "0.png"]]}, "0.png is named twice"),
        ({}, {"job_file_mapping": [["0.png"], []]}, "every job needs a file"),
        ({}, {"job_file_mapping": []}, "every job needs a file"),
        ({}, POOL, "job_file_mapping"),
    ],
)
def test_a_mapping_stands_alone(door, described, options, culprit):
    task = door.new_task(**described)
    answer = door.send(task, shown(2), **{"job_file_mapping": [["0.png"], ["1.png"]], **options})
    assert answer.status_code == 400
    assert culprit in answer.content.decode()


def test_a_mapping_with_a_file_that_was_not_sent_is_refused_and_the_next_try_works(door):
    task = door.new_task()
    run = done(door.send(task, shown(2), job_file_mapping=[["0.png"], ["9.png"]]))
    assert run.state == "failed"
    assert "9.png" in run.message
    assert door.jobs(task) == []
    assert done(door.send(task, shown(2), job_file_mapping=[["1.png"]])).state == "finished"


def test_a_video_cannot_be_given_to_jobs_by_name(door, tmp_path):
    clip = makers.video(tmp_path / "clip.mp4", 4).read_bytes()
    run = done(door.send(door.new_task(), {"clip.mp4": clip}, job_file_mapping=[["clip.mp4"]]))
    assert run.state == "failed"
    assert "only pictures" in run.message


def test_ground_truth_is_a_job_of_its_own_with_some_frames(door):
    params = truth(frame_selection_method="random_uniform", frame_count=3, random_seed=1)
    task = door.make(10, {"segment_size": 4}, **params)
    assert door.spans(task) == [(0, 3), (4, 7), (8, 9)]
    (job,) = door.jobs(task, "ground_truth")
    assert (job["start_frame"], job["stop_frame"], job["frame_count"]) == (0, 9, 3)
    layout = door.get(f"tasks/{task}/validation_layout")
    frames = layout["validation_frames"]
    assert layout == {
        "mode": "gt", "frames_per_job_count": None, "validation_frames": frames,
        "disabled_frames": [],
    }  # fmt: skip
    meta = door.get(f"jobs/{job['id']}/data/meta")
    assert meta["included_frames"] == frames
    assert (meta["size"], meta["start_frame"], meta["stop_frame"]) == (3, 0, 9)
    names = [one["name"] for one in meta["frames"]]
    assert [n for n, name in enumerate(names) if name != "placeholder.jpg"] == frames
    assert door.get(f"tasks/{task}")["validation_mode"] == "gt"
    again = door.make(10, {"segment_size": 4}, **params)
    assert door.get(f"tasks/{again}/validation_layout") == layout


def test_ground_truth_by_name_and_by_job(door):
    task = door.make(4, **truth(frame_selection_method="manual", frames=["3.png", "1.png"]))
    assert door.get(f"tasks/{task}/validation_layout")["validation_frames"] == [1, 3]
    task = door.make(
        9, {"segment_size": 3}, **truth(frame_selection_method="random_per_job",
                                       frames_per_job_share=0.4),
    )  # fmt: skip
    frames = door.get(f"tasks/{task}/validation_layout")["validation_frames"]
    assert [frame // 3 for frame in frames] == [0, 1, 2]


@pytest.mark.parametrize(
    ("params", "problem"),
    [
        ({"frame_selection_method": "manual", "frames": ["9.png"]}, "9.png"),
        ({"frame_selection_method": "random_uniform", "frame_count": 5}, "5 of 4"),
        ({"frame_selection_method": "random_per_job", "frames_per_job_count": 5}, "5 frames"),
    ],
)
def test_ground_truth_that_the_media_has_not_is_refused(door, params, problem):
    assert problem in door.fail(4, **truth(**params))


@pytest.mark.parametrize(
    "wrong",
    [
        {"frame_share": 0}, {"frame_share": 1.1}, {"frame_share": "NaN"}, {"random_seed": -1},
        {"frame_count": 0}, {"mode": "both"}, {"frame_selection_method": None},
    ],
)  # fmt: skip
def test_nonsense_about_ground_truth_is_named(door, wrong):
    given = {"mode": "gt", "frame_selection_method": "random_uniform", **wrong}
    answer = door.send(door.new_task(), shown(1), validation_params=given)
    assert answer.status_code == 400
    assert next(iter(wrong)) in answer.content.decode()


def test_frames_of_ground_truth_come_alone(door):
    task = door.make(6, **truth(frame_selection_method="manual", frames=["1.png", "4.png"]))
    (job,) = door.jobs(task, "ground_truth")
    place = f"jobs/{job['id']}"
    assert [door.frame(place, number) for number in (1, 4)] == [1, 4]
    refused = door.client.get(f"/api/{place}/data?type=frame&number=2")
    assert refused.status_code == 404
    chunk = door.client.get(f"/api/{place}/data?type=chunk&index=0&quality=original")
    assert makers.numbers_in_zip(chunk.getvalue()) == [1, 4]
    assert door.client.get(f"/api/{place}/preview").status_code == 200


def test_chunks_of_ground_truth_in_a_video_are_pictures(door, tmp_path):
    clip = makers.video(tmp_path / "clip.mp4", 12).read_bytes()
    params = truth(frame_selection_method="random_uniform", frame_count=3, random_seed=4)
    task = door.new_task()
    assert done(door.send(task, {"clip.mp4": clip}, frame_filter="step=2", **params)).result
    (job,) = door.jobs(task, "ground_truth")
    assert job["data_compressed_chunk_type"] == "imageset"
    frames = door.get(f"tasks/{task}/validation_layout")["validation_frames"]
    included = door.get(f"jobs/{job['id']}/data/meta")["included_frames"]
    assert included == [2 * frame for frame in frames]
    chunk = door.client.get(f"/api/jobs/{job['id']}/data?type=chunk&index=0")
    assert makers.numbers_in_zip(chunk.getvalue()) == included


def test_honeypots_are_mixed_into_jobs_and_the_pool_lies_behind(door):
    task = door.make(20, {"segment_size": 6}, **POOL)
    assert door.spans(task) == [(0, 7), (8, 15), (16, 22)]
    assert door.spans(task, "ground_truth") == [(23, 25)]
    layout = door.get(f"tasks/{task}/validation_layout")
    assert layout["validation_frames"] == [23, 24, 25]
    assert layout["honeypot_frames"] == [3, 6, 13, 14, 16, 20]
    assert layout["honeypot_real_frames"] == [24, 25, 23, 25, 24, 23]
    assert (layout["frames_per_job_count"], layout["honeypot_count"]) == (2, 6)
    first = door.jobs(task)[0]["id"]
    assert door.get(f"jobs/{first}/validation_layout") == {
        "honeypot_count": 2, "honeypot_frames": [3, 6], "honeypot_real_frames": [24, 25],
    }  # fmt: skip
    told = door.get(f"tasks/{task}")
    assert (told["size"], told["segment_size"], told["validation_mode"]) == (26, 0, "gt_pool")
    for honeypot, real in zip(layout["honeypot_frames"], layout["honeypot_real_frames"],
                              strict=True):  # fmt: skip
        assert door.frame(f"tasks/{task}", honeypot) == door.frame(f"tasks/{task}", real)


def test_nothing_an_annotator_gets_tells_a_honeypot_from_another_frame(door):
    task = door.make(20, {"segment_size": 6}, **POOL)
    job = door.jobs(task)[0]
    meta = door.get(f"jobs/{job['id']}/data/meta")
    assert {tuple(one) for one in meta["frames"]} == {
        ("width", "height", "name", "related_files", "has_related_context")
    }
    assert meta["included_frames"] is None
    text = json.dumps([job, meta])
    assert "honeypot" not in text
    assert "real_frame" not in text
    answers = [
        door.client.get(f"/api/jobs/{job['id']}/data?type=frame&number={number}")
        for number in range(8)
    ]
    assert len({tuple(sorted(one.headers)) for one in answers}) == 1


def test_a_pool_needs_pictures_in_random_order_without_overlap(door, tmp_path):
    for described, options, culprit in (
        ({}, {**POOL, "sorting_method": "natural"}, "sorting_method"),
        ({"overlap": 1}, POOL, "overlap"),
    ):
        answer = door.send(door.new_task(**described), shown(4), **options)
        assert answer.status_code == 400
        assert culprit in answer.json()
    clip = makers.video(tmp_path / "clip.mp4", 8).read_bytes()
    run = done(door.send(door.new_task(), {"clip.mp4": clip}, **POOL))
    assert "pictures only" in run.message


def test_each_job_has_its_replicas(door):
    task = door.make(5, {"segment_size": 3, "consensus_replicas": 2})
    jobs = door.get(f"jobs?task_id={task}&sort=id")["results"]
    kinds = [(one["type"], one["replicas_count"], one["consensus_replicas"]) for one in jobs]
    replica = ("consensus_replica", 0, 0)
    assert kinds == [("annotation", 2, 2), replica, replica] * 2
    assert [one["parent_job_id"] for one in jobs] == [
        None, jobs[0]["id"], jobs[0]["id"], None, jobs[3]["id"], jobs[3]["id"]
    ]  # fmt: skip
    assert [one["start_frame"] for one in jobs] == [0, 0, 0, 3, 3, 3]
    assert door.get(f"tasks/{task}")["consensus_enabled"] is True
    found = door.get(f"jobs?parent_job_id={jobs[3]['id']}")["results"]
    assert {one["id"] for one in found} == {jobs[4]["id"], jobs[5]["id"]}
    assert len(queries.segments_of_task(task)) == 2


@pytest.mark.parametrize("replicas", [1, 12, -2])
def test_so_few_or_so_many_replicas_are_refused(door, replicas):
    body = {"name": "t", "labels": [], "consensus_replicas": replicas}
    assert "consensus_replicas" in door.call("post", "tasks", body, 400)


def test_replicas_count_towards_the_most_jobs(door):
    task = door.new_task(segment_size=1, consensus_replicas=11)
    run = done(door.send(task, {f"{n}.png": makers.png(1, (20, 10)) for n in range(417)}))
    assert run.state == "failed"
    assert "5004 jobs; 5000 are allowed" in run.message


def test_reading_that_failed_without_fault_of_the_files_is_retried_as_it_was_asked(
    door, monkeypatch
):
    mapping = [["1.png"], ["0.png", "2.png"]]

    def full(*_):
        raise OSError(errno.ENOSPC, "no space")

    task = door.new_task()
    with monkeypatch.context() as patch:
        patch.setattr(tasks_jobs, "ingest", full)
        run = done(door.send(task, shown(3), job_file_mapping=mapping))
    assert (run.state, run.error_code) == ("failed", "disk_full")
    answer = door.client.post(f"/api/requests/{run.key}/retry")
    assert done(answer).state == "finished"
    assert door.names(f"tasks/{task}") == [name for files in mapping for name in files]
    assert door.spans(task) == [(0, 0), (1, 2)]
