"""What the page of a new task offers, set by hand, and what the server then says of the task."""

import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.dropping import drop_files
from browser.service import Service
from servers.live import LiveServer, share_of


class Form:
    """The page of a new task with all its options open."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.goto("/tasks/new")
        page.get_by_text("More options").click()

    def drop(self, files: list[Path]) -> None:
        drop_files(self.page, self.page.get_by_role("region", name="Files"), files)

    def fill(self, **values: str) -> None:
        """Type into fields; the spaces of their labels are underscores."""
        for label, value in values.items():
            self.field(label).fill(value)

    def choose(self, label: str, option: str) -> None:
        """Take an option of a select."""
        self.field(label).click()
        self.page.locator(".ant-select-dropdown:visible").get_by_title(option).click()

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(label.replace("_", " "), exact=True)

    def create(self, name: str) -> int:
        """Make the task; its id."""
        self.fill(Name=name)
        self.page.get_by_label("New label, or paste a list").fill("boat")
        self.page.keyboard.press("Enter")
        self.page.get_by_role("button", name="Create task").click()
        self.page.wait_for_url(re.compile(r"/tasks/\d+$"), timeout=30_000)
        return int(self.page.url.rsplit("/", 1)[-1])


@pytest.fixture
def share(limn_server: LiveServer, pictures: list[Path]) -> Path:
    """A folder of the share with three pictures."""
    folder = share_of(limn_server.data) / f"options{os.getpid()}"
    folder.mkdir(parents=True, exist_ok=True)
    for picture in pictures[:3]:
        shutil.copy(picture, folder)
    return folder


def jobs_of(service: Service, task: int, kind: str) -> list[dict[str, Any]]:
    return service.get("/api/jobs", task_id=task, type=kind, sort="id")["results"]


def test_frames_jobs_people_and_places_are_as_they_were_chosen(
    at_home: Page, service: Service, pictures: list[Path], share: Path, limn_server: LiveServer
) -> None:
    name = f"Bucket {share.name}"
    storage = service.post(
        "/api/cloudstorages",
        {"provider_type": "SHARE", "display_name": name, "resource": str(share),
         "credentials_type": "ANONYMOUS_ACCESS"},
    )["id"]  # fmt: skip
    form = Form(at_home)
    form.drop(pictures[:5])
    form.fill(
        First_frame="1", Last_frame="4", Frames_per_job="2", Frames_in_two_jobs="1",
        Image_quality="55", Frames_per_chunk="3", People_for_each_job="2", Subset="train",
        Issue_tracker="https://tracker.example.org/7",
    )  # fmt: skip
    form.choose("Order of images", "By letters")
    form.choose("Imports from", name)
    form.choose("Exports to", name)
    form.field("Assignee").click()
    at_home.locator(".ant-select-dropdown:visible").get_by_title(limn_server.username).click()
    form.choose("Quality check", "Ground truth job")
    form.choose("Frames with ground truth", "One by one")
    form.choose("Which frames", pictures[2].name)
    task = form.create("All options")

    shown = service.get(f"/api/tasks/{task}")
    assert shown["segment_size"] == 2
    assert shown["overlap"] == 1
    assert shown["consensus_enabled"] is True
    assert shown["subset"] == "train"
    assert shown["bug_tracker"] == "https://tracker.example.org/7"
    assert shown["assignee"]["username"] == limn_server.username
    assert shown["source_storage"]["cloud_storage_id"] == storage
    assert shown["target_storage"]["cloud_storage_id"] == storage
    assert shown["validation_mode"] == "gt"
    meta = service.get(f"/api/tasks/{task}/data/meta")
    assert [meta[one] for one in ("start_frame", "stop_frame", "chunk_size")] == [1, 4, 3]
    assert meta["image_quality"] == 55
    assert [one["name"] for one in meta["frames"]] == [one.name for one in pictures[1:5]]
    assert len(jobs_of(service, task, "annotation")) == 3
    assert len(jobs_of(service, task, "consensus_replica")) == 6
    assert service.get(f"/api/tasks/{task}/validation_layout")["validation_frames"] == [1]


def test_honeypots_are_drawn_by_the_seed_that_was_given(
    at_home: Page, service: Service, pictures: list[Path]
) -> None:
    form = Form(at_home)
    form.drop(pictures)
    form.fill(Frames_per_job="2")
    form.choose("Quality check", "Honeypots in every job")
    form.choose("Unit of “How many of all frames”", "frames")
    form.choose("Unit of “Honeypots in each job”", "frames")
    form.fill(How_many_of_all_frames="2", Honeypots_in_each_job="1", Seed_of_the_choice="7")
    task = form.create("Pool")
    layout = service.get(f"/api/tasks/{task}/validation_layout")
    assert (layout["mode"], layout["frames_per_job_count"]) == ("gt_pool", 1)
    assert len(layout["validation_frames"]) == 2
    real = len(pictures) - 2
    assert layout["honeypot_count"] == len(jobs_of(service, task, "annotation")) == real // 2


def test_jobs_get_the_files_named_for_them_from_a_copied_share(
    at_home: Page, service: Service, share: Path
) -> None:
    form = Form(at_home)
    at_home.get_by_text("Share of the server", exact=True).click()
    at_home.get_by_label(f"Take {share.name}").check()
    form.field("Copy the files").check()
    files = [f"{share.name}/road_0{number}.jpg" for number in (2, 0)]
    form.fill(Files_of_each_job=f"{files[0]}\n\n{files[1]}\n")
    expect(form.field("Order of images")).to_be_disabled()
    task = form.create("Named files")
    meta = service.get(f"/api/tasks/{task}/data/meta")
    assert [one["name"] for one in meta["frames"]] == files
    assert meta["storage"] == "local"
    assert len(jobs_of(service, task, "annotation")) == 2


def test_a_pattern_narrows_a_folder_and_chunks_of_a_video_are_pictures(
    at_home: Page, service: Service, share: Path, clip: Path
) -> None:
    form = Form(at_home)
    at_home.get_by_text("Share of the server", exact=True).click()
    at_home.get_by_label(f"Take {share.name}").check()
    form.fill(**{"Only files like *.jpg": "*_01.jpg"})
    task = form.create("Narrowed")
    frames = service.get(f"/api/tasks/{task}/data/meta")["frames"]
    assert [one["name"] for one in frames] == [f"{share.name}/road_01.jpg"]

    form = Form(at_home)
    form.drop([clip])
    form.fill(**{"Take every n-th": "3"})
    form.field("Video chunks as pictures").check()
    shown = service.get(f"/api/tasks/{form.create('Every third')}")
    assert shown["data_compressed_chunk_type"] == "imageset"
    meta = service.get(f"/api/tasks/{shown['id']}/data/meta")
    assert meta["frame_filter"] == "step=3"


def test_a_ground_truth_job_is_made_of_frames_chosen_one_by_one_and_deleted(
    at_home: Page, service: Service, own_task: dict[str, Any]
) -> None:
    task = own_task["id"]
    at_home.goto(f"/tasks/{task}")
    at_home.get_by_role("main").get_by_role("button", name="More actions").first.click()
    at_home.get_by_role("menuitem", name="Ground truth job").click()
    dialog = at_home.get_by_role("dialog")
    dialog.get_by_label("Frames with ground truth").click()
    at_home.get_by_title("One by one").click()
    frames = dialog.get_by_label("Which frames")
    frames.fill("0-1, 99,")
    make = dialog.get_by_role("button", name="Make the job")
    expect(dialog.get_by_text("No frames of this task: 99")).to_be_visible()
    expect(make).to_be_disabled()
    frames.press("Backspace")
    make.click()
    row = at_home.get_by_role("listitem").filter(has_text="Ground truth")
    expect(row).to_have_count(1)
    assert service.get(f"/api/tasks/{task}/validation_layout")["validation_frames"] == [0, 1]

    row.get_by_role("button", name="More actions").click()
    at_home.get_by_role("menuitem", name="Delete the ground truth job").click()
    dialog = at_home.get_by_role("dialog")
    job = jobs_of(service, task, "ground_truth")[0]["id"]
    dialog.get_by_label(re.compile("^Type")).fill(f"{job}")
    dialog.get_by_role("button", name="Delete").click()
    expect(row).to_have_count(0)
    assert jobs_of(service, task, "ground_truth") == []
