"""A web app that is built anew, and plugins that change, while the server runs."""

import pytest
from django.test import RequestFactory

from limn.api import web_files
from limn.api.built_files import BuiltFilesMiddleware
from limn.sdk.errors import NotFound


def answer(middleware, path):
    return middleware(RequestFactory().get(path))


@pytest.fixture
def app(tmp_path, settings):
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/old-1.js").write_text("old")
    (tmp_path / "secret.txt").write_text("secret")
    settings.WEBAPP_ROOT = settings.WHITENOISE_ROOT = str(tmp_path)
    return tmp_path


def test_files_built_while_the_server_runs_are_served_and_those_gone_are_404(app):
    passed = []
    middleware = BuiltFilesMiddleware(lambda request: passed.append(request.path))
    assert answer(middleware, "/assets/old-1.js").getvalue() == b"old"
    (app / "assets/old-1.js").unlink()
    (app / "assets/new-2.js").write_text("new")
    fresh = answer(middleware, "/assets/new-2.js")
    assert fresh.getvalue() == b"new"
    assert "immutable" in fresh["Cache-Control"]
    assert answer(middleware, "/assets/old-1.js").status_code == 404
    for path in ("/assets/none.js", "/assets/../secret.txt", "/assets/%2e%2e/secret.txt"):
        assert answer(middleware, path) is None
    assert len(passed) == 3


@pytest.fixture
def folder(tmp_path):
    for name in ("index.js", "part.js", "notes.txt"):
        (tmp_path / name).write_text(name)
    return tmp_path


def test_a_folder_is_walked_once_for_all_its_files_until_one_changes(folder, monkeypatch):
    walked = []
    real = web_files._walked
    monkeypatch.setattr(web_files, "_walked", lambda path: walked.append(path) or real(path))
    monkeypatch.setattr(web_files, "_LULL", 0.0)
    first = web_files.digest(folder)
    for _ in range(3):
        assert web_files.found(folder, first, "part.js")[0].read_text() == "part.js"
    assert len(walked) == 1
    (folder / "part.js").write_text("changed")
    with pytest.raises(NotFound, match="at this address now"):
        web_files.found(folder, first, "part.js")
    second = web_files.digest(folder)
    assert second != first
    assert web_files.found(folder, second, "part.js")[0].read_text() == "changed"


def test_files_out_of_the_folder_and_of_other_types_are_not_given(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "x.js"
    outside.write_text("outside")
    (folder / "link.js").symlink_to(outside)
    digest = web_files.digest(folder)
    for name in ("notes.txt", "../x.js", "link.js", "none.js", str(outside)):
        with pytest.raises(NotFound):
            web_files.found(folder, digest, name)
