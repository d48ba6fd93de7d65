"""Stretches of a recording: what is let in, kept, cut to jobs, joined, and brought back."""

import random
import tracemalloc

import pytest

from core.annotations.conftest import put_dataset
from limn.annotations import merging, queries, stream
from limn.annotations.joining import join_intervals
from limn.annotations.reading import Reader
from limn.media.models import Sound
from limn.sdk import BadInput, Interval
from limn.tasks.queries import get_task, jobs_of_task

MINUTE = 60_000


@pytest.fixture
def heard(make_place):
    """A recording of one minute in one job."""
    return make_place(MINUTE, kind="audio")


@pytest.fixture
def cut(make_place):
    """A recording of one minute in jobs of 20 s, each beginning 5 s before the last one ends."""
    return make_place(MINUTE, kind="audio", segment_size=20_000, overlap=5_000)


def spans(intervals):
    return [(one["start"], one["stop"]) for one in intervals]


def test_a_recording_is_one_dimensional_and_its_jobs_overlap_by_ten_seconds(make_place):
    place = make_place(MINUTE, kind="audio", segment_size=30_000)
    task = place.call("get", f"/api/tasks/{place.task.pk}")
    assert (task["dimension"], task["media_type"], task["mode"]) == ("1d", "audio", "interpolation")
    assert task["overlap"] == 10_000
    assert "image_quality" not in task


def test_an_interval_is_read_back_as_it_was_saved(heard):
    spec = heard.ids.spec("plate")
    sent = heard.interval(
        250, 1000, group=3, score=0.5, source="auto",
        attributes=[{"spec_id": spec, "value": "B-AB 1"}],
    )  # fmt: skip
    [saved] = heard.put({"intervals": [sent]})["intervals"]
    assert {**saved, "attributes": sent["attributes"]} == {**sent, "id": saved["id"]}
    [found] = heard.get()["intervals"]
    answers = {one["spec_id"]: one["value"] for one in found["attributes"]}
    assert answers[spec] == "B-AB 1"
    assert answers[heard.ids.spec("colour")] == "red"
    assert {key: found[key] for key in found.keys() - {"attributes"}} == {
        "id": saved["id"], "label_id": sent["label_id"], "start": 250, "stop": 1000,
        "group": 3, "score": 0.5, "source": "auto",
    }  # fmt: skip


def test_an_interval_may_end_with_the_recording_and_may_have_no_end(heard):
    heard.put({"intervals": [heard.interval(0, MINUTE), heard.interval(MINUTE - 1, None)]})
    assert spans(heard.get()["intervals"]) == [(0, MINUTE), (MINUTE - 1, None)]


@pytest.mark.parametrize(
    ("start", "stop", "field"),
    [(MINUTE, None, "start"), (0, MINUTE + 1, "stop"), (5, 5, "stop"), (5, 4, "stop"),
     (MINUTE, MINUTE + 1, "start")],
)  # fmt: skip
def test_what_is_not_in_the_recording_is_refused_with_its_path(heard, start, stop, field):
    intervals = [heard.interval(), heard.interval(start, stop)]
    assert list(heard.refusal({"intervals": intervals})) == [f"intervals[1].{field}"]


def test_an_interval_is_refused_in_a_job_that_does_not_have_it(cut):
    cut.put({"intervals": [cut.interval(15_000, 20_000)]}, job=1)
    refused = cut.put({"intervals": [cut.interval(14_999, 20_000)]}, 400, job=1)
    assert list(refused) == ["intervals[0].start"]
    refused = cut.put({"intervals": [cut.interval(15_000, 35_001)]}, 400, job=1)
    assert list(refused) == ["intervals[0].stop"]


@pytest.mark.parametrize(
    ("wrong", "path"),
    [({"start": -1}, "start"), ({"score": 1.5}, "score"), ({"stop": "never"}, "stop"),
     ({"start": 1 << 40}, "start"), ({"start": 0.5}, "start")],
)  # fmt: skip
def test_a_wrong_value_is_named(heard, wrong, path):
    assert list(heard.refusal({"intervals": [heard.interval(**wrong)]})) == [f"intervals[0].{path}"]


def test_an_interval_needs_a_start(heard):
    assert list(heard.refusal({"intervals": [{"label_id": 1, "stop": 3}]})) == ["intervals[0]"]


def test_labels_and_attributes_of_others_are_refused(heard):
    label = {"label_id": 10**9}
    assert list(heard.refusal({"intervals": [heard.interval(**label)]})) == [
        "intervals[0].label_id"
    ]
    answer = {"attributes": [{"spec_id": heard.ids.spec("colour"), "value": "mauve"}]}
    assert list(heard.refusal({"intervals": [heard.interval(**answer)]})) == [
        "intervals[0].attributes[0].value"
    ]


def test_a_recording_has_neither_tags_nor_shapes_nor_tracks(heard):
    assert list(heard.refusal({"tags": [heard.tag()]})) == ["tags[0]"]
    assert list(heard.refusal({"shapes": [heard.box()]})) == ["shapes[0]"]
    assert list(heard.refusal({"tracks": [heard.track(heard.key(0))]})) == ["tracks[0]"]


def test_intervals_are_created_updated_and_deleted(heard):
    first, second = heard.patch(
        "create", {"intervals": [heard.interval(0, 5), heard.interval(10, 15)]}
    )["intervals"]
    moved = heard.patch("update", {"intervals": [first | {"stop": 7}]})["intervals"]
    assert (moved[0]["id"], moved[0]["stop"]) == (first["id"], 7)
    heard.patch("delete", {"intervals": [second]})
    assert spans(heard.get()["intervals"]) == [(0, 7)]
    heard.call("delete", heard.job_url(), status=204)
    assert heard.get()["intervals"] == []


def test_changes_are_made_together_and_tell_what_became_of_intervals(heard):
    first, second = heard.put({"intervals": [heard.interval(), heard.interval(7, 9)]})["intervals"]
    done = heard.change(
        {
            "create": {"intervals": [heard.interval(20, 30)]},
            "update": {"intervals": [first | {"score": 0.25}]},
            "delete": {"intervals": [second["id"]]},
        }
    )
    assert spans(done["create"]["intervals"]) == [(20, 30)]
    news = heard.call("get", f"{heard.job_url()}/changes?since=1")
    assert spans(news["changed"]["intervals"]) == [(0, 5), (20, 30)]
    assert news["deleted"]["intervals"] == [second["id"]]


def test_an_interval_that_is_gone_is_a_conflict(heard):
    [one] = heard.put({"intervals": [heard.interval()]})["intervals"]
    heard.put({})
    refused = heard.change({"update": {"intervals": [one]}}, 409)
    assert refused["objects"]["intervals"] == [one["id"]]


def test_an_interval_somebody_else_changed_is_a_conflict(heard):
    heard.put({"intervals": [heard.interval()]})
    [read] = heard.get(query="?versions=true")["intervals"]
    heard.patch("update", {"intervals": [read | {"stop": 9}]})
    refused = heard.patch("update", {"intervals": [read | {"stop": 3}]}, 409)
    assert refused["objects"]["intervals"] == [read["id"]]
    assert spans(heard.get()["intervals"]) == [(0, 9)]


def test_a_repeated_request_creates_intervals_once(heard):
    key = {"Idempotency-Key": "again"}
    first = heard.patch("create", {"intervals": [heard.interval()]}, **key)
    assert heard.patch("create", {"intervals": [heard.interval()]}, **key) == first
    assert len(heard.get()["intervals"]) == 1


def test_an_etag_changes_with_the_intervals(heard):
    before = heard.client.get(heard.job_url())["ETag"]
    heard.put({"intervals": [heard.interval()]}, **{"If-Match": before})
    heard.put({"intervals": []}, 409, **{"If-Match": before})
    assert heard.client.get(heard.job_url())["ETag"] != before


def test_a_part_of_a_recording_is_read_with_all_that_sounds_there(heard):
    heard.put({"intervals": [
        heard.interval(0, 100), heard.interval(50, 201), heard.interval(200, 300),
        heard.interval(10, None), heard.interval(301, 400),
    ]})  # fmt: skip
    found = heard.get(query="?start=200&stop=300")["intervals"]
    assert spans(found) == [(10, None), (50, 201), (200, 300)]


def test_an_interval_can_be_looked_up_and_brought_back(heard):
    [one] = heard.put({"intervals": [heard.interval()]})["intervals"]
    heard.patch("update", {"intervals": [one | {"stop": 50}]})
    name = f"interval:{one['id']}"
    writes = heard.history(f"?object={name}")["results"]
    assert [each["object"]["stop"] for each in writes] == [50, 5]
    heard.restore({"version": 1, "objects": [name]})
    assert spans(heard.get()["intervals"]) == [(0, 5)]
    heard.put({})
    heard.restore({"version": 2})
    found = heard.get()["intervals"]
    assert (found[0]["id"], found[0]["stop"]) == (one["id"], 50)


def test_an_interval_goes_with_its_label(heard):
    heard.put({"intervals": [heard.interval()]})
    heard.call("delete", f"/api/labels/{heard.ids.label('car')}", status=204)
    assert heard.get()["intervals"] == []
    assert heard.history()["results"][0]["counts"]["deleted"]["intervals"] == 1


def test_a_tasks_intervals_are_cut_to_its_jobs(cut):
    sent = [cut.interval(0, 60_000), cut.interval(16_000, 18_000), cut.interval(55_000, None)]
    cut.call("put", cut.task_url, {"intervals": sent})
    assert spans(cut.get(job=0)["intervals"]) == [(0, 20_000), (16_000, 18_000)]
    assert spans(cut.get(job=1)["intervals"]) == [(15_000, 35_000), (16_000, 18_000)]
    assert spans(cut.get(job=2)["intervals"]) == [(30_000, 50_000)]
    assert spans(cut.get(job=3)["intervals"]) == [(45_000, 60_000), (55_000, None)]


def test_what_was_cut_is_one_again_where_jobs_overlap(cut):
    sent = [cut.interval(0, 60_000), cut.interval(16_000, 18_000), cut.interval(55_000, None)]
    cut.call("put", cut.task_url, {"intervals": sent})
    found = cut.call("get", cut.task_url)["intervals"]
    assert sorted(spans(found), key=str) == sorted(spans(sent), key=str)


def test_an_interval_of_a_task_with_overlap_is_changed_in_all_jobs(cut):
    cut.call("put", cut.task_url, {"intervals": [cut.interval(10_000, 30_000)]})
    [whole] = cut.call("get", cut.task_url)["intervals"]
    cut.call("patch", f"{cut.task_url}?action=update", {"intervals": [whole | {"stop": 32_000}]})
    assert spans(cut.call("get", cut.task_url)["intervals"]) == [(10_000, 32_000)]
    assert spans(cut.get(job=2)["intervals"]) == [(30_000, 32_000)]
    cut.call("patch", f"{cut.task_url}?action=delete", {"intervals": [whole]})
    assert cut.call("get", cut.task_url)["intervals"] == []


def test_two_people_who_heard_the_same_in_the_overlap_agree_the_earlier_job_wins(cut):
    cut.put({"intervals": [cut.interval(15_500, 19_000)]}, job=0)
    cut.put({"intervals": [cut.interval(15_600, 19_200)]}, job=1)
    assert spans(cut.call("get", cut.task_url)["intervals"]) == [(15_500, 19_000)]


def test_those_of_other_labels_or_far_from_each_other_stay_apart():
    def one(start, stop, label=1):
        return {"start": start, "stop": stop, "label_id": label}

    old = [one(0, 3), one(10, 20)]
    join_intervals(old, [one(10, 20, 2), one(18, 40)], range(10, 20), 0.25)
    assert spans(old) == [(0, 3), (10, 20), (10, 20), (18, 40)]


def test_intervals_of_a_dataset_are_streamed_and_imported(heard):
    heard.put({"intervals": [heard.interval(5, 9), heard.interval(0, None, score=0.5)]})
    task = get_task(heard.task.pk)
    found = list(stream.intervals_of(task))
    assert [(one.start, one.stop, one.score, one.label) for one in found] == [
        (0, None, 0.5, "car"), (5, 9, 1.0, "car"),
    ]  # fmt: skip
    put_dataset(heard, intervals=found)
    assert spans(heard.get()["intervals"]) == [(0, None), (5, 9)]


def test_an_imported_interval_that_does_not_fit_is_named_and_nothing_is_changed(heard):
    heard.put({"intervals": [heard.interval()]})
    arriving = [Interval(label="car", start=0, stop=1), Interval(label="car", start=9, stop=4)]
    with pytest.raises(BadInput, match=r"interval 2: .*stop"):
        put_dataset(heard, intervals=arriving)
    assert spans(heard.get()["intervals"]) == [(0, 5)]


def test_an_import_into_a_job_takes_what_is_there(cut):
    arriving = [Interval(label="car", start=0, stop=1), Interval(label="car", start=0, stop=16_000)]
    job = cut.jobs[1]
    put_dataset(cut, intervals=arriving, job=job, append=True)
    assert spans(cut.get(job=1)["intervals"]) == [(15_000, 16_000)]


def test_many_intervals_are_walked_in_pages(heard, monkeypatch):
    heard.put({"intervals": [heard.interval(n // 2, n + 7) for n in range(100)]})
    monkeypatch.setattr("limn.annotations.windows.ROWS", 7)
    found = list(stream.intervals_of(get_task(heard.task.pk)))
    assert [one.start for one in found] == [n // 2 for n in range(100)]
    job = queries.rows_of_job(heard.jobs[0].pk)
    assert len(job.interval) == 100


def test_four_hours_take_no_more_memory_than_a_minute(make_place):
    place = make_place(4 * 60 * MINUTE, kind="audio")
    job, task = place.jobs[0], get_task(place.task.pk)
    Sound.objects.create(data=task.data, path="a.mp3", sampling_rate=8000)
    tracemalloc.start()
    try:
        place.put({"intervals": [place.interval(n * 100_000, n * 100_000 + 5) for n in range(100)]})
        place.change({"create": {"intervals": [place.interval(7, None)]}})
        assert len(place.get(query="?start=4&stop=14000000")["intervals"]) == 101
        assert len(list(stream.intervals_of(task, job))) == 101
        assert place.call("get", f"/api/jobs/{job.pk}/data/meta")["size"] == 4 * 60 * MINUTE
        assert tracemalloc.get_traced_memory()[1] < 48 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("seed", range(5))
def test_intervals_joined_page_by_page_are_those_joined_all_at_once(cut, monkeypatch, seed):
    monkeypatch.setattr("limn.annotations.windows.ROWS", 3)
    chance = random.Random(seed)
    starts = [chance.randrange(0, 60_000, 2_500) for _ in range(12)]
    for number, job in enumerate(cut.jobs):
        first, last = job.segment.start_frame, job.segment.stop_frame
        cut.put({"intervals": [
            cut.interval(max(start, first) + chance.randrange(20), min(start + 9_000, last))
            for start in starts if start < last - 100 and start + 8_000 > first
        ] + [cut.interval(last - 50, None)]}, job=number)  # fmt: skip
    labels, task = queries.labels_of(cut.task), get_task(cut.task.pk)
    parts = [
        (span.start, span.stop, Reader(labels).read(queries.rows_of_job(span.id)))
        for span in jobs_of_task(task.pk)
    ]
    expected = merging.merged(parts, "1d")["intervals"]
    found = cut.call("get", cut.task_url)["intervals"]
    assert len(found) < sum(len(data["intervals"]) for _, _, data in parts)
    assert [(one["id"], one["stop"]) for one in found] == [
        (one["id"], one["stop"])
        for one in sorted(expected, key=lambda one: (one["start"], one["id"]))
    ]
    assert [(one.start, one.stop) for one in stream.intervals_of(task)] == spans(found)
