"""Storages over HTTP: connected after a trial, listed, looked into, and their secrets kept."""

import io
import json
import logging
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from PIL import Image

from limn.host import switches
from limn.identity.queries import actor_of
from limn.sdk.errors import Conflict
from limn.sdk.testing.fakes import picture
from limn.storage import actions, opening, secrets
from limn.storage.models import CloudStorage

URL = "/api/cloudstorages"
JSON = "application/json"


@pytest.fixture(autouse=True)
def _reach(settings, tmp_path):
    settings.PRIVATE_HOSTS = frozenset({"127.0.0.1"})
    settings.STORAGE_FOLDERS = [str(tmp_path)]


def connect(client, bucket, **more):
    return client.post(URL, json.dumps(bucket.body | more), content_type=JSON)


@pytest.fixture
def filled(share):
    root = Path(share.place.resource)
    for name in ("a/1.jpg", "a/2.jpg", "b.zip", "c.txt", "a/deep/3.png", "manifest.jsonl"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"x")
    lines = [{"version": "1.1"}, {"type": "images"}, {"name": "a/1", "extension": ".jpg"},
             {"name": "b/9", "extension": ".png"}]  # fmt: skip
    (root / "manifest.jsonl").write_text("\n".join(map(json.dumps, lines)))
    return share


def content(client, number, **query):
    answer = client.get(f"{URL}/{number}/content-v2", query_params=query)
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.mark.parametrize("kind", ["s3", "azure", "webdav"])
def test_a_bucket_is_connected_and_looked_into(kind, request, client_of, user):
    bucket = request.getfixturevalue(kind)
    client = client_of(user)
    made = connect(client, bucket)
    assert made.status_code == 201, made.content
    number = made.json()["id"]
    assert client.get(f"{URL}/{number}/status").json() == "AVAILABLE"
    assert client.get(f"{URL}/{number}/actions").json() == "read,write"
    assert content(client, number) == {"next": None, "content": []}


def test_a_key_file_is_sent_as_a_form(gcs, client_of, user):
    body = {n: v for n, v in gcs.body.items() if n != "key_file"}
    file = SimpleUploadedFile("key.json", gcs.place.secrets["key_file"].encode())
    made = client_of(user).post(URL, {**body, "key_file": file})
    assert made.status_code == 201, made.content
    assert made.json()["credentials_type"] == "KEY_FILE_PATH"


def test_nothing_of_a_secret_leaves_the_server(s3, client_of, user, caplog):
    caplog.set_level(logging.DEBUG)
    client = client_of(user)
    canaries = s3.place.secrets.values()
    made = connect(client, s3)
    number = made.json()["id"]
    answers = [made, client.get(URL), client.get(f"{URL}/{number}"),
               client.patch(f"{URL}/{number}", json.dumps({"description": "d"}),
                            content_type=JSON)]  # fmt: skip
    wrong = connect(client, s3, resource="no-such-bucket")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM storage_cloudstorage")
        rows = repr(cursor.fetchall())
    for canary in canaries:
        assert all(canary not in one.content.decode() for one in [*answers, wrong])
        assert canary not in rows
        assert canary not in caplog.text


def test_secrets_open_in_their_own_row_only(s3, client_of, user):
    client = client_of(user)
    first, second = (connect(client, s3, display_name=n).json()["id"] for n in "ab")
    sealed = bytes(CloudStorage.objects.get(pk=first).credentials)
    CloudStorage.objects.filter(pk=second).update(credentials=sealed)
    with pytest.raises(secrets.Unreadable):
        opening.opened(CloudStorage.objects.get(pk=second))


def test_secrets_are_sealed_anew_with_a_new_key(s3, client_of, user, settings):
    number = connect(client_of(user), s3).json()["id"]
    settings.CREDENTIALS_KEY = "another key"
    assert actions.seal_anew() == 1
    assert actions.seal_anew() == 0
    settings.SECRET_KEY = "lost"
    place = opening.place_of(CloudStorage.objects.get(pk=number))
    assert place.secrets == s3.place.secrets
    settings.CREDENTIALS_KEY = "lost too"
    with pytest.raises(secrets.Unreadable):
        opening.place_of(CloudStorage.objects.get(pk=number))


def test_what_does_not_work_is_refused_with_the_reason(s3, client_of, user):
    client = client_of(user)
    for change, word in [
        ({"resource": "no-such-bucket"}, "no-such-bucket"),
        ({"manifests": ["none.jsonl"]}, "none.jsonl"),
        ({"manifests": ["none.txt"]}, "manifests"),
        ({"provider_type": "FLOPPY"}, "FLOPPY"),
        ({"credentials_type": "KEY_FILE_PATH"}, "ANONYMOUS_ACCESS"),
        ({"secret_key": ""}, "secret_key"),
        ({"specific_attributes": "planet=mars"}, "planet"),
        ({"specific_attributes": "nonsense"}, "specific_attributes"),
        ({"specific_attributes": "endpoint_url=http://10.0.0.1"}, "10.0.0.1"),
        ({"specific_attributes": "endpoint_url=http://127.0.0.1:1"}, "reached"),
    ]:
        answer = connect(client, s3, **change)
        assert answer.status_code == 400, change
        assert word in answer.content.decode(), answer.content
    assert not CloudStorage.objects.exists()


@pytest.mark.parametrize(
    "address",
    ["http://localhost:1", "https://127.0.0.1", "https://[::ffff:127.0.0.1]", "https://0x7f.1",
     "http://169.254.169.254", "https://[fd00::1]", "ftp://example.org", "https://u:p@127.0.0.1"],
)  # fmt: skip
def test_no_address_leads_into_our_own_network(s3, client_of, user, settings, address):
    settings.PRIVATE_HOSTS = frozenset()
    answer = connect(client_of(user), s3, specific_attributes=f"endpoint_url={address}")
    assert answer.status_code == 400


def test_only_shared_folders_can_be_connected(share, client_of, user):
    for folder in ("/etc", "/", f"{share.place.resource}/../../.."):
        assert connect(client_of(user), share, resource=folder).status_code == 400
    answer = connect(client_of(user), share)
    assert answer.status_code == 201, answer.content


def test_content_comes_level_by_level_and_in_pages(filled, client_of, user):
    client = client_of(user)
    number = connect(client, filled).json()["id"]
    found = content(client, number)
    assert [(one["name"], one["type"], one["mime_type"]) for one in found["content"]] == [
        ("a", "DIR", "DIR"), ("b.zip", "REG", "zip"), ("c.txt", "REG", "unknown"),
        ("manifest.jsonl", "REG", "unknown"),
    ]  # fmt: skip
    inside = content(client, number, prefix="a/")
    assert [one["name"] for one in inside["content"]] == ["1.jpg", "2.jpg", "deep"]
    first = content(client, number, prefix="a/", page_size=2)
    assert [one["name"] for one in first["content"]] == ["1.jpg", "2.jpg"]
    rest = content(client, number, prefix="a/", page_size=2, next_token=first["next"])
    assert ([one["name"] for one in rest["content"]], rest["next"]) == (["deep"], None)


def test_a_manifest_can_be_browsed_as_the_storage(filled, client_of, user):
    client = client_of(user)
    number = connect(client, filled, manifests=["manifest.jsonl"]).json()["id"]
    found = content(client, number, manifest_path="manifest.jsonl")
    assert [one["name"] for one in found["content"]] == ["a", "b"]
    inside = content(client, number, manifest_path="manifest.jsonl", prefix="b/")
    assert [one["name"] for one in inside["content"]] == ["9.png"]
    other = client.get(f"{URL}/{number}/content-v2", query_params={"manifest_path": "c.txt"})
    assert other.status_code == 400


def test_a_prefix_hides_the_rest(filled, client_of, user):
    client = client_of(user)
    number = connect(client, filled, specific_attributes="prefix=a/de").json()["id"]
    assert [one["name"] for one in content(client, number)["content"]] == ["a"]
    assert [one["name"] for one in content(client, number, prefix="a/")["content"]] == ["deep"]
    assert content(client, number, prefix="b")["content"] == []


def test_another_place_needs_its_secrets_again(s3, client_of, user):
    client = client_of(user)
    number = connect(client, s3).json()["id"]
    patch = {"specific_attributes": "endpoint_url=http://127.0.0.1:9"}
    answer = client.patch(f"{URL}/{number}", json.dumps(patch), content_type=JSON)
    assert answer.status_code == 400
    assert "key" in answer.content.decode()
    answer = client.patch(
        f"{URL}/{number}", json.dumps({"display_name": "new name"}), content_type=JSON
    )
    assert answer.json()["display_name"] == "new name"
    assert client.get(f"{URL}/{number}/status").json() == "AVAILABLE"


def test_lists_are_filtered_searched_and_sorted(share, client_of, user):
    client = client_of(user)
    for name in ("north", "south"):
        connect(client, share, display_name=name)
    assert client.get(URL, {"name": "north"}).json()["count"] == 1
    assert client.get(URL, {"search": "sou"}).json()["count"] == 1
    assert client.get(URL, {"provider_type": "AWS_S3_BUCKET"}).json()["count"] == 0
    names = [one["display_name"] for one in client.get(URL, {"sort": "name"}).json()["results"]]
    assert names == ["north", "south"]


def test_forms_can_be_drawn_from_the_kinds(client_of, user):
    kinds = {one["name"]: one for one in client_of(user).get(f"{URL}/kinds").json()}
    assert {"AWS_S3_BUCKET", "GOOGLE_CLOUD_STORAGE", "AZURE_CONTAINER"} <= set(kinds)
    ways = {way["name"]: way for way in kinds["AWS_S3_BUCKET"]["credentials"]}
    fields = ways["KEY_SECRET_KEY_PAIR"]["fields"]
    assert [(one["name"], one["secret"]) for one in fields] == [("key", True), ("secret_key", True)]


def test_the_web_app_has_the_words_of_every_kind_to_translate(client_of, user):
    catalogue = Path(__file__).parents[3] / "webapp/src/i18n/en/storages/kinds.json"
    said = set[str]()

    def hear(told: object) -> None:
        if isinstance(told, dict):
            said.update(told[key] for key in ("title", "help") if told.get(key))
            told = list(told.values())
        for one in told if isinstance(told, list) else []:
            hear(one)

    hear(client_of(user).get(f"{URL}/kinds").json())
    assert said == set(json.loads(catalogue.read_text()))


def test_a_storage_whose_plugin_is_off_says_so(share, client_of, user):
    client = client_of(user)
    number = connect(client, share).json()["id"]
    switches.switch("share", enabled=False, offers={"storages": ["SHARE"]})
    assert client.get(f"{URL}/{number}").status_code == 200
    answer = client.get(f"{URL}/{number}/content-v2")
    assert answer.status_code == 405
    assert "share" in answer.json()["detail"]
    switches.switch("share", enabled=True)
    assert client.get(f"{URL}/{number}/content-v2").status_code == 200


@pytest.mark.parametrize(
    ("role", "sees", "changes", "creates"),
    [("maintainer", 200, 200, 201), ("supervisor", 200, 403, 403), ("worker", 403, 403, 403)],
)
def test_roles_in_an_organization(
    share, make_user, make_organization, client_of, role, sees, changes, creates
):
    owner, member = make_user("owner"), make_user("member")
    make_organization("acme", owner=owner, **{role: member})
    here = {"X-Organization": "acme"}
    made = client_of(owner).post(URL, json.dumps(share.body), content_type=JSON, headers=here)
    number = made.json()["id"]
    client = client_of(member)
    assert client.get(f"{URL}/{number}").status_code == sees
    assert client.get(f"{URL}/{number}/content-v2").status_code == sees
    body = json.dumps({"display_name": "x"})
    assert client.patch(f"{URL}/{number}", body, content_type=JSON).status_code == changes
    assert client.get(URL, headers=here).json()["count"] == (1 if sees == 200 else 0)
    again = client.post(URL, json.dumps(share.body), content_type=JSON, headers=here)
    assert again.status_code == creates
    assert client.delete(f"{URL}/{number}").status_code == (204 if changes == 200 else 403)


def test_strangers_see_nothing(share, make_user, client_of, user):
    number = connect(client_of(user), share).json()["id"]
    stranger = client_of(make_user("eve"))
    assert stranger.get(f"{URL}/{number}").status_code == 403
    assert stranger.get(f"{URL}/{number}/status").status_code == 403
    assert stranger.get(URL).json()["count"] == 0
    worker = client_of(make_user("hand", privilege="worker"))
    assert connect(worker, share).status_code == 403


def test_disconnecting_leaves_the_files(filled, client_of, user, tmp_path):
    client = client_of(user)
    number = connect(client, filled).json()["id"]
    assert client.delete(f"{URL}/{number}").status_code == 204
    assert client.get(f"{URL}/{number}").status_code == 404
    assert (tmp_path / "shared/c.txt").exists()


def test_the_preview_is_the_first_picture(filled, client_of, user, tmp_path):
    client = client_of(user)
    number = connect(client, filled).json()["id"]
    assert client.get(f"{URL}/{number}/preview").status_code == 422
    (tmp_path / "shared/a/1.jpg").write_bytes(picture(900, 300, kind="JPEG"))
    answer = client.get(f"{URL}/{number}/preview")
    assert answer.status_code == 200
    assert Image.open(io.BytesIO(answer.getvalue())).size == (256, 85)
    empty = connect(client, filled, specific_attributes="prefix=c").json()["id"]
    assert client.get(f"{URL}/{empty}/preview").status_code == 404


def test_a_form_changes_a_storage_too(share, client_of, user):
    client = client_of(user)
    number = connect(client, share).json()["id"]
    body = encode_multipart(BOUNDARY, {"display_name": "by form", "manifests[0]": "a.jsonl"})
    refused = client.patch(f"{URL}/{number}", body, content_type=MULTIPART_CONTENT)
    assert (refused.status_code, b"a.jsonl" in refused.content) == (400, True)
    body = encode_multipart(BOUNDARY, {"display_name": "by form"})
    changed = client.patch(f"{URL}/{number}", body, content_type=MULTIPART_CONTENT)
    assert changed.json()["display_name"] == "by form"


def test_cvats_clients_are_not_told_of_kinds_they_would_choke_on(share, s3, client_of, user):
    client = client_of(user)
    for bucket in (share, s3):
        connect(client, bucket)
    assert client.get(URL).json()["count"] == 2
    agent = {"User-Agent": "cvat-sdk/2.80.0"}
    listed = client.get(URL, headers=agent).json()["results"]
    assert [one["provider_type"] for one in listed] == ["AWS_S3_BUCKET"]


def test_a_storage_that_somebody_else_changed_meanwhile_is_not_changed(share, client_of, user):
    made = connect(client_of(user), share).json()
    before, now = (CloudStorage.objects.get(pk=made["id"]) for _ in range(2))
    actions.update(actor_of(user), now, {"display_name": "first"})
    with pytest.raises(Conflict, match="was changed meanwhile"):
        actions.update(actor_of(user), before, {"description": "second"})
    assert CloudStorage.objects.get(pk=made["id"]).display_name == "first"
