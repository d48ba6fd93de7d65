"""Guides in Markdown, and the pictures and PDFs they show."""

import io
import json
import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from limn.tasks import actions, assets, queries
from limn.tasks.models import Asset, Guide

pytestmark = pytest.mark.django_db(transaction=True)


def picture(kind="PNG", size=(40, 20), **more):
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, kind, **more)
    return buffer.getvalue()


@pytest.fixture
def client(user, client_of):
    return client_of(user)


@pytest.fixture
def task(user, actor_of):
    return actions.create_task(actor_of(user), {"name": "t"})


def send(client, method, path, body):
    return getattr(client, method)(path, json.dumps(body), content_type="application/json")


@pytest.fixture
def guide(client, task):
    answer = send(client, "post", "/api/guides", {"task_id": task.pk, "markdown": "# Cars"})
    assert answer.status_code == 201, answer.content
    return answer.json()


def upload(client, guide, content, name="a.png"):
    form = {"guide_id": guide["id"], "file": SimpleUploadedFile(name, content)}
    return client.post("/api/assets", form)


def write(client, guide, markdown, **more):
    answer = send(client, "patch", f"/api/guides/{guide['id']}", {"markdown": markdown, **more})
    assert answer.status_code == 200, answer.content
    return answer.json()["markdown"]


def link(uuid):
    return f"![](/api/assets/{uuid})"


def test_a_guide_is_written_read_changed_and_removed(client, guide, task):
    path = f"/api/guides/{guide['id']}"
    assert (guide["task_id"], guide["project_id"]) == (task.pk, None)
    assert client.get(path).json()["markdown"] == "# Cars"
    assert client.get(f"/api/tasks/{task.pk}").json()["guide_id"] == guide["id"]
    assert write(client, guide, "## Vans") == "## Vans"
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404
    assert client.get(f"/api/tasks/{task.pk}").json()["guide_id"] is None


def test_jobs_show_the_guide_of_their_project_or_task(client, user, actor_of, guide, task):
    actions.cut_jobs(task, kind="image", size=3)
    (job,) = queries.jobs_of_task(task.pk)
    assert client.get(f"/api/jobs/{job.id}").json()["guide_id"] == guide["id"]
    project = actions.create_project(actor_of(user), {"name": "p"})
    inside = actions.create_task(actor_of(user), {"name": "t"}, project)
    actions.cut_jobs(inside, kind="image", size=3)
    made = send(client, "post", "/api/guides", {"project_id": project.pk}).json()
    assert client.get(f"/api/projects/{project.pk}").json()["guide_id"] == made["id"]
    shown = [one["guide_id"] for one in client.get("/api/jobs?sort=id").json()["results"]]
    assert shown == [guide["id"], made["id"]]


def test_there_is_one_guide_for_one_thing(client, guide, task):
    again = send(client, "post", "/api/guides", {"task_id": task.pk})
    assert again.status_code == 400
    assert "has a guide already" in again.json()["task_id"][0]
    for body in ({}, {"task_id": task.pk, "project_id": 1}):
        assert send(client, "post", "/api/guides", body).status_code == 400
    assert send(client, "post", "/api/guides", {"task_id": 999}).json().keys() == {"task_id"}


@pytest.mark.parametrize(
    ("kind", "name", "mime"),
    [
        ("PNG", "a.png", "image/png"),
        ("JPEG", "a.JPG", "image/jpeg"),
        ("WEBP", "a.webp", "image/webp"),
        ("GIF", "a.gif", "image/gif"),
    ],
)
def test_pictures_are_shown_from_a_sandbox(client, guide, kind, name, mime):
    content = picture(kind)
    made = upload(client, guide, content, name)
    assert made.status_code == 201, made.content
    shown = client.get(f"/api/assets/{made.json()['uuid']}")
    assert b"".join(shown.streaming_content) == content
    assert shown["Content-Type"] == mime
    assert shown["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert shown["X-Content-Type-Options"] == "nosniff"


def test_a_large_picture_is_shrunk_upright(client, guide):
    exif = Image.Exif()
    exif[0x0112] = 6
    made = upload(client, guide, picture("JPEG", (4000, 1000), exif=exif), "a.jpeg").json()
    shown = b"".join(client.get(f"/api/assets/{made['uuid']}").streaming_content)
    assert Image.open(io.BytesIO(shown)).size == (480, 1920)


@pytest.mark.parametrize(
    ("content", "name", "status"),
    [
        (b"<svg onload='alert(1)'/>", "a.svg", 400),
        (b"<html>", "a.png", 400),
        (picture(), "a.jpg", 400),
        (picture()[:40], "a.png", 400),
        (b"%PDF-1.7 ...", "a.png", 400),
        (b"", "a.png", 400),
        (b"\x89PNG\r\n\x1a\n" + b"0" * (10 << 20), "a.png", 413),
    ],
    ids=["svg", "html", "wrong ending", "cut off", "pdf as png", "empty", "large"],
)
def test_what_guides_do_not_show_is_refused(client, guide, content, name, status):
    assert upload(client, guide, content, name).status_code == status
    assert Asset.objects.count() == 0
    assert list((assets.store.folder("assets", "incoming")).iterdir()) == []


def test_a_pdf_is_kept(client, guide):
    made = upload(client, guide, b"%PDF-1.7 ...", "rules.pdf")
    assert made.status_code == 201
    assert client.get(f"/api/assets/{made.json()['uuid']}")["Content-Type"] == "application/pdf"


def test_what_a_guide_no_longer_shows_is_removed_with_its_file(client, guide):
    kept, dropped = (upload(client, guide, picture()).json()["uuid"] for _ in "ab")
    write(client, guide, f"see {link(kept)} and {link(dropped)}")
    write(client, guide, f"see {link(kept)}")
    assert [str(one.uuid) for one in Asset.objects.all()] == [kept]
    assert client.get(f"/api/assets/{kept}").status_code == 200
    assert not assets.place(UUID(dropped)).exists()


def test_what_somebody_else_is_about_to_show_stays(client, guide):
    arriving, forgotten = (upload(client, guide, picture()).json()["uuid"] for _ in "ab")
    a_day_ago = timezone.now() - timedelta(days=1, minutes=1)
    Asset.objects.filter(pk=forgotten).update(created_date=a_day_ago)
    write(client, guide, "another's text")
    assert [str(one.uuid) for one in Asset.objects.all()] == [arriving]
    write(client, guide, f"now with it: {link(arriving)}")
    assert client.get(f"/api/assets/{arriving}").status_code == 200


def test_an_asset_that_does_not_fit_the_disk_leaves_nothing(client, guide, monkeypatch):
    monkeypatch.setattr("limn.storage.space.RESERVE", 1 << 60)
    refused = upload(client, guide, picture(), "a.png")
    assert (refused.status_code, refused.json()["code"]) == (507, "no_space")
    assert "a.png" in refused.json()["detail"]
    assert Asset.objects.count() == 0
    assert list((assets.store.folder("assets", "incoming")).iterdir()) == []


def test_files_go_with_their_task(client, guide, task):
    made = upload(client, guide, picture()).json()
    place = assets.place(Asset.objects.get(pk=made["uuid"]).uuid)
    assert place.exists()
    assert client.delete(f"/api/tasks/{task.pk}").status_code == 204
    assert not place.exists()
    assert not Guide.objects.exists()


def test_assets_of_other_guides_are_copied(client, guide, user, actor_of):
    other_task = actions.create_task(actor_of(user), {"name": "other"})
    other = send(client, "post", "/api/guides", {"task_id": other_task.pk}).json()
    theirs = upload(client, other, picture()).json()["uuid"]
    text = write(client, guide, f"{link(theirs)} and {link(theirs)}")
    (copy,) = set(re.findall(r"/api/assets/([0-9a-f-]{36})", text))
    assert copy != theirs
    assert b"".join(client.get(f"/api/assets/{copy}").streaming_content) == picture()
    assert client.delete(f"/api/guides/{other['id']}").status_code == 204
    assert client.get(f"/api/assets/{copy}").status_code == 200


def test_assets_one_may_not_see_are_not_copied(client, guide, make_user, client_of, actor_of):
    eve = make_user("eve")
    hers = client_of(eve)
    task = actions.create_task(actor_of(eve), {"name": "hers"})
    other = send(hers, "post", "/api/guides", {"task_id": task.pk}).json()
    secret = upload(hers, other, picture()).json()["uuid"]
    assert write(client, guide, link(secret)) == link(secret)
    assert client.get(f"/api/assets/{secret}").status_code == 403
    assert Asset.objects.count() == 1


def test_public_guides_are_read_without_an_account(client, guide):
    made = upload(client, guide, picture()).json()["uuid"]
    paths = (f"/api/assets/{made}", f"/api/guides/{guide['id']}")
    for path in paths:
        assert Client().get(path).status_code == 401
    write(client, guide, link(made), is_public=True)
    for path in paths:
        assert Client().get(path).status_code == 200
    assert Client().delete(paths[0]).status_code == 401
    body = {"markdown": "x"}
    assert send(Client(), "patch", paths[1], body).status_code == 401


def test_whoever_has_a_job_there_reads_the_guide_and_no_more(
    client, guide, task, make_user, client_of
):
    bob = make_user("bob")
    path = f"/api/guides/{guide['id']}"
    assert client_of(bob).get(path).status_code == 403
    actions.cut_jobs(task, kind="image", size=3)
    (job,) = queries.jobs_of_task(task.pk)
    actions.update_job(queries.get_job(job.id), {"assignee": bob.pk})
    assert client_of(bob).get(path).status_code == 200
    assert send(client_of(bob), "patch", path, {"markdown": "x"}).status_code == 403
    assert upload(client_of(bob), guide, picture()).status_code == 403


def test_a_guide_of_many_assets_has_an_end(client, guide, monkeypatch):
    monkeypatch.setattr("limn.tasks.actions.guides.MOST_ASSETS", 1)
    assert upload(client, guide, picture()).status_code == 201
    assert upload(client, guide, picture()).status_code == 400
