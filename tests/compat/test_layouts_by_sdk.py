"""Ground truth, honeypots, replicas and files for jobs, as cvat-sdk asks for and reads them."""

import pytest
from cvat_sdk import models
from cvat_sdk.core.proxies.tasks import ResourceType

LABELS = [{"name": "car"}]


@pytest.fixture
def make(client, pictures):
    """A task of the first pictures; removed at the end."""
    made = []

    def task(count, described=None, **options):
        described = {"name": "layout", "labels": LABELS, **(described or {})}
        made.append(
            client.tasks.create_from_data(
                described, resources=pictures[:count], resource_type=ResourceType.LOCAL,
                data_params={"image_quality": 70, "sorting_method": "natural", **options},
            )
        )  # fmt: skip
        return made[-1]

    yield task
    for one in made:
        one.remove()


def jobs_of(task, kind="annotation"):
    found = [one for one in task.get_jobs() if one.type == kind]
    return sorted(found, key=lambda one: (one.start_frame, one.id))


def test_a_ground_truth_job_is_made_and_removed(client, make):
    task = make(12, {"segment_size": 5})
    asked = models.JobWriteRequest(
        task_id=task.id, type="ground_truth", frame_selection_method="random_uniform",
        frame_count=4, random_seed=7,
    )  # fmt: skip
    job, _ = client.api_client.jobs_api.create(asked)
    assert (job.type, job.frame_count) == ("ground_truth", 4)
    meta, _ = client.api_client.jobs_api.retrieve_data_meta(job.id)
    chosen = meta.included_frames
    assert len(chosen) == meta.size == 4
    named = [frame.name for number, frame in enumerate(meta.frames) if number in chosen]
    whole = task.get_meta()
    assert named == [whole.frames[number].name for number in chosen]
    layout, _ = client.api_client.tasks_api.retrieve_validation_layout(task.id)
    assert (layout.mode.value, layout.validation_frames) == ("gt", chosen)
    client.api_client.jobs_api.destroy(job.id)
    assert jobs_of(client.tasks.retrieve(task.id), "ground_truth") == []


def test_a_pool_of_honeypots_is_asked_for_with_the_media_and_changed_later(client, make):
    pool = {
        "mode": "gt_pool", "frame_selection_method": "random_uniform", "frame_count": 3,
        "frames_per_job_count": 2, "random_seed": 42,
    }  # fmt: skip
    task = make(15, {"segment_size": 4}, sorting_method="random", validation_params=pool)
    layout, _ = client.api_client.tasks_api.retrieve_validation_layout(task.id)
    assert (layout.mode.value, layout.frames_per_job_count) == ("gt_pool", 2)
    assert layout.validation_frames == [task.size - 3, task.size - 2, task.size - 1]
    jobs = jobs_of(task)
    assert layout.honeypot_count == 2 * len(jobs)
    assert set(layout.honeypot_real_frames) <= set(layout.validation_frames)
    names = [frame.name for frame in task.get_meta().frames]
    for shown, real in zip(layout.honeypot_frames, layout.honeypot_real_frames, strict=True):
        assert names[shown] == names[real]
    first = jobs[0]
    before, _ = client.api_client.jobs_api.retrieve_validation_layout(first.id)
    wanted = [one for one in layout.validation_frames if one not in before.honeypot_real_frames]
    chosen = [wanted[0], before.honeypot_real_frames[0]]
    asked = models.PatchedJobValidationLayoutWriteRequest(
        frame_selection_method="manual", honeypot_real_frames=chosen
    )
    after, _ = client.api_client.jobs_api.partial_update_validation_layout(
        first.id, patched_job_validation_layout_write_request=asked
    )
    assert after.honeypot_real_frames == chosen
    assert after.honeypot_frames == before.honeypot_frames
    (truth,) = jobs_of(client.tasks.retrieve(task.id), "ground_truth")
    assert truth.frame_count == 3


def test_every_job_has_the_replicas_that_were_asked_for(make):
    task = make(10, {"segment_size": 5, "consensus_replicas": 3})
    jobs, replicas = jobs_of(task), jobs_of(task, "consensus_replica")
    assert len(jobs) == 2
    for job in jobs:
        own = [one for one in replicas if one.parent_job_id == job.id]
        assert len(own) == 3
        assert {(one.start_frame, one.stop_frame) for one in own} == {
            (job.start_frame, job.stop_frame)
        }
    assert len(replicas) == 6


def test_jobs_have_the_files_that_were_chosen_for_them(make, pictures):
    names = [path.name for path in pictures[:6]]
    mapping = [[names[4], names[1]], [names[0]], [names[5], names[2], names[3]]]
    task = make(6, sorting_method="lexicographical", job_file_mapping=mapping)
    spans = [(job.start_frame, job.stop_frame) for job in jobs_of(task)]
    assert spans == [(0, 1), (2, 2), (3, 5)]
    assert [frame.name for frame in task.get_meta().frames] == [
        name for files in mapping for name in files
    ]


@pytest.mark.parametrize("method", ["cache", "file_system"])
def test_either_storage_method_is_taken(client, make, method):
    task = make(2, storage_method=method)
    assert task.size == 2
    assert task.get_frame(1, quality="compressed").read()
