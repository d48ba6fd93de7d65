"""What the server says about itself, its plugins, its schema, and its web app."""

import pytest
from django.test import Client

from limn.api.server import version_for

pytestmark = pytest.mark.django_db
JSON = {"content_type": "application/json"}


@pytest.mark.parametrize(
    ("agent", "version"),
    [
        ("cvat_sdk/2.80.0", "2.80.0"),
        ("cvat_sdk/2.73.1", "2.73.0"),
        ("cvat_cli/2.81.0 cvat_sdk/2.81.0", "2.81.0"),
        ("cvat-sdk/2.70.2 python", "2.70.0"),
        ("Mozilla/5.0", "2.80.0"),
        ("", "2.80.0"),
        ("cvat_sdk/99999999999999999999.1", "2.80.0"),
    ],
)
def test_every_client_hears_a_version_it_accepts(agent, version):
    answer = Client(headers={"user-agent": agent}).get("/api/server/about")
    assert answer.json()["version"] == version == version_for(agent)


def test_cvat_sdk_accepts_the_version():
    from cvat_sdk.core.client import Client as SdkClient
    from packaging.version import Version

    agent = f"cvat_sdk/{SdkClient.SUPPORTED_SERVER_VERSIONS[0]}.0"
    about = Client(headers={"user-agent": agent}).get("/api/server/about").json()
    wanted = SdkClient.SUPPORTED_SERVER_VERSIONS[0]
    assert Version(about["version"]).release[:2] == wanted.release[:2]


def test_health_names_the_parts():
    answer = Client().get("/api/server/health/?format=json")
    assert answer.status_code == 200
    assert answer.json() == {"database": "working", "disk": "working"}


def test_formats_are_listed_in_cvats_words(admin_client):
    formats = admin_client.get("/api/server/annotation/formats").json()
    assert set(formats) == {"importers", "exporters"}
    for one in formats["importers"] + formats["exporters"]:
        assert set(one) == {"name", "ext", "version", "enabled", "dimension"}
        assert one["name"].endswith(one["version"])
        assert one["ext"].isupper()


def test_cvats_optional_parts_are_told_absent(admin_client):
    assert admin_client.get("/api/server/plugins").json() == {"ANALYTICS": False, "MODELS": False}


def test_plugins_are_listed_to_everybody_and_switched_by_administrators(
    admin_client, make_user, client_of
):
    found = admin_client.get("/api/plugins").json()["results"]
    names = [one["name"] for one in found]
    assert names == sorted(names)
    assert names, "the formats of this repository are installed"
    user, url = client_of(make_user("ada")), f"/api/plugins/{names[0]}"
    assert user.get("/api/plugins").status_code == 200
    assert user.patch(url, {"enabled": False}, **JSON).status_code == 403
    off = admin_client.patch(url, {"enabled": False}, **JSON)
    assert off.status_code == 200
    assert (off.json()["enabled"], off.json()["state"]) == (False, "off")
    on = admin_client.patch(url, {"enabled": True}, **JSON)
    assert (on.json()["enabled"], on.json()["state"]) == (True, "on")


def test_an_unknown_plugin_is_not_found(admin_client):
    answer = admin_client.patch("/api/plugins/nothing", {"enabled": True}, **JSON)
    assert answer.status_code == 404


def test_the_schema_names_operations_and_ways_to_sign_in():
    answer = Client().get("/api/schema/?scheme=json")
    assert answer.status_code == 200
    schema = answer.json()
    assert schema["paths"]["/api/server/about"]["get"]["operationId"] == "server_retrieve_about"
    assert "tokenAuth" in schema["components"]["securitySchemes"]


@pytest.mark.parametrize(
    ("path", "own"),
    [("/api/users", "search"), ("/api/tasks", "project_id"), ("/api/requests", "status")],
)
def test_the_schema_tells_how_lists_are_searched(path, own):
    operation = Client().get("/api/schema").json()["paths"][path]["get"]
    names = [one["name"] for one in operation["parameters"]]
    assert len(names) == len(set(names))
    assert {own, "page", "page_size", "filter", "sort", "org"} <= set(names)


def test_any_page_of_the_app_is_the_app(settings, tmp_path):
    (tmp_path / "index.html").write_text("<title>the app</title>")
    settings.WEBAPP_ROOT = tmp_path
    for path in ("/", "/tasks/7/jobs/8", "/projects?page=2"):
        answer = Client().get(path)
        assert answer.status_code == 200
        assert b"the app" in answer.content
        assert answer["Cache-Control"] == "no-cache"
        assert "default-src 'self'" in answer["Content-Security-Policy"]
        assert "csrftoken" in answer.cookies


def test_a_missing_file_of_the_app_is_no_page(settings, tmp_path):
    """A browser with yesterday's page must not run HTML as the script it asks for."""
    (tmp_path / "index.html").write_text("<title>the app</title>")
    settings.WEBAPP_ROOT = tmp_path
    answer = Client().get("/assets/index-gone.js")
    assert answer.status_code == 404
    assert b"the app" not in answer.content


def test_without_the_app_the_server_says_so(settings):
    settings.WEBAPP_ROOT = None
    answer = Client().get("/")
    assert answer.status_code == 503
    assert b"limn_webapp.build" in answer.content


def test_the_apps_files_are_kept_by_browsers(settings, tmp_path):
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "index-BGyRiqS9.js").write_text("1")
    (tmp_path / "favicon.svg").write_text("<svg/>")
    settings.WHITENOISE_ROOT = tmp_path
    script = Client().get("/assets/index-BGyRiqS9.js")
    assert script.status_code == 200
    assert "immutable" in script["Cache-Control"]
    assert "javascript" in script["Content-Type"]
    assert "immutable" not in Client().get("/favicon.svg")["Cache-Control"]
