"""Jobs of every kind, ground truth and honeypots go into a backup and come out of it."""

import pytest

from core.datasets.test_backups import backup, members, packed, restore, restored

POOL = {
    "sorting_method": "random",
    "validation_params": {
        "mode": "gt_pool", "frame_selection_method": "random_uniform", "frame_count": 2,
        "frames_per_job_count": 1, "random_seed": 3,
    },
}  # fmt: skip
TRUTH = {
    "validation_params": {
        "mode": "gt", "frame_selection_method": "manual", "frames": ["1.png", "4.png"]
    }
}  # fmt: skip


def shape(door):
    """What a task is cut into, as the API tells it."""

    def told(task):
        jobs = door.get(f"jobs?task_id={task}&sort=id")["results"]
        first = jobs[0]["id"]
        row = door.get(f"tasks/{task}")
        return {
            "jobs": [
                (one["type"], one["start_frame"], one["stop_frame"], one["frame_count"],
                 one["stage"], one["state"],
                 one["parent_job_id"] and one["parent_job_id"] - first)
                for one in jobs
            ],
            "layout": door.get(f"tasks/{task}/validation_layout"),
            "frames": door.names(f"tasks/{task}"),
            **{key: row[key] for key in ("segment_size", "overlap", "consensus_enabled")},
        }  # fmt: skip

    return told


CASES = {
    "ground truth": ({"segment_size": 4, "overlap": 1}, TRUTH),
    "honeypots and replicas": ({"segment_size": 3, "consensus_replicas": 2}, POOL),
    "files given to jobs": ({}, {"job_file_mapping": [["3.png"], ["0.png", "5.png"]]}),
}


@pytest.mark.parametrize("case", CASES)
def test_what_was_cut_comes_back_cut(door, case):
    described, options = CASES[case]
    task = door.make(8, described, **options)
    truth = door.jobs(task, "ground_truth")
    if truth:
        frame = door.get(f"tasks/{task}/validation_layout")["validation_frames"][0]
        door.call("patch", f"jobs/{truth[0]['id']}/data/meta", {"deleted_frames": [frame]})
        door.call("patch", f"jobs/{truth[0]['id']}", {"stage": "acceptance", "state": "completed"})
    content = backup(door.client, f"/api/tasks/{task}")
    again = restored(door.client, "task", content)
    assert shape(door)(again) == shape(door)(task)
    meta = door.get(f"tasks/{again}/data/meta")
    assert meta["deleted_frames"] == door.get(f"tasks/{task}/data/meta")["deleted_frames"]
    assert members(backup(door.client, f"/api/tasks/{again}")) == members(content)


def test_the_layout_of_tasks_comes_back_in_a_project(door):
    project = door.call("post", "projects", {"name": "p", "labels": [{"name": "car"}]}, 201)["id"]
    for described, options in CASES.values():
        door.make(8, {"labels": [], "project_id": project, **described}, **options)
    again = restored(door.client, "project", backup(door.client, f"/api/projects/{project}"))
    tasks = [door.get(f"tasks?project_id={one}&sort=id")["results"] for one in (project, again)]
    before, after = ([shape(door)(task["id"]) for task in found] for found in tasks)
    assert after == before


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda task: task["jobs"][1].update(start_frame=1), "no annotation job that it repeats"),
        (lambda task: task["jobs"][2].update(type="ground_truth"), "more than one ground truth"),
        (lambda task: task["data"]["validation_layout"].update(disabled_frames=[0]),
         "frame 0 is no ground truth"),
        (lambda task: task["data"]["validation_layout"].update(mode="both"), "Invalid enum value"),
        (lambda task: task["jobs"][-1].update(start_frame=0), "twice"),
        (lambda task: task["jobs"].pop(2), "consensus_replicas"),
    ],
)  # fmt: skip
def test_a_layout_that_does_not_fit_is_named(door, spoil, problem):
    described, options = CASES["honeypots and replicas"]
    files = members(backup(door.client, f"/api/tasks/{door.make(4, described, **options)}"))
    before = door.get("tasks")["count"]
    spoil(files["task.json"])
    run = restore(door.client, "task", packed(files))
    assert (run.state, door.get("tasks")["count"]) == ("failed", before)
    assert problem in run.message
