"""The Python side of the web app: where its files are, and when they are built again."""

import json
import os
from pathlib import Path

import pytest

import limn_webapp
from limn_webapp.build import build
from limn_webapp.node import BuildFailed

BUILDER = """
const fs = require("node:fs");
fs.mkdirSync("limn_webapp/static", { recursive: true });
fs.writeFileSync("limn_webapp/static/index.html", fs.readFileSync("src/main.tsx"));
fs.appendFileSync("builds.log", "built\\n");
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout whose packages are installed, with a builder that only copies one file."""
    builder = tmp_path / "node_modules/vite/bin/vite.js"
    builder.parent.mkdir(parents=True)
    builder.write_text(BUILDER)
    packages = {"": {}, "node_modules/vite": {"version": "8.0.0"}}
    other = {"node_modules/other-os": {"version": "1.0.0", "optional": True}}
    (tmp_path / "package-lock.json").write_text(json.dumps({"packages": {**packages, **other}}))
    note = tmp_path / "node_modules/.package-lock.json"
    note.write_text(json.dumps({"packages": packages}))
    (tmp_path / "src").mkdir()
    (tmp_path / "src/main.tsx").write_text("first")
    return tmp_path


def builds(root: Path) -> int:
    log = root / "builds.log"
    return len(log.read_text().splitlines()) if log.exists() else 0


def test_the_app_is_built_once(root):
    assert build(root)
    assert not build(root)
    assert builds(root) == 1


def test_a_change_of_a_source_builds_again(root):
    build(root)
    (root / "src/main.tsx").write_text("second")
    assert build(root)
    assert (root / "limn_webapp/static/index.html").read_text() == "second"


def test_a_new_source_builds_again(root):
    build(root)
    (root / "src/more.ts").write_text("")
    assert build(root)


def test_a_new_time_alone_builds_nothing(root):
    build(root)
    os.utime(root / "src/main.tsx", (1, 1))
    assert not build(root)
    assert builds(root) == 1


def test_lost_files_are_built_again(root):
    build(root)
    (root / "limn_webapp/static/index.html").unlink()
    assert build(root)


def test_force_builds_whatever_the_stamp_says(root):
    build(root)
    assert build(root, force=True)


def test_a_failing_step_is_named_and_leaves_no_stamp(root):
    builder = root / "node_modules/vite/bin/vite.js"
    builder.write_text("process.exit(3)")
    with pytest.raises(BuildFailed, match="building ended with 3"):
        build(root)
    builder.write_text(BUILDER)
    assert build(root)


def test_without_sources_there_is_nothing_to_build(tmp_path):
    with pytest.raises(BuildFailed, match="in a checkout only"):
        build(tmp_path)


def test_the_files_to_serve_are_found(root, monkeypatch):
    build(root)
    monkeypatch.setattr(limn_webapp, "__file__", str(root / "limn_webapp/__init__.py"))
    assert limn_webapp.static_root() == root / "limn_webapp/static"


def test_an_app_that_is_not_built_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(limn_webapp, "__file__", str(tmp_path / "__init__.py"))
    with pytest.raises(limn_webapp.NotBuilt, match=r"python -m limn_webapp\.build"):
        limn_webapp.static_root()
