"""The examples of docs/users/annotations-api.md, run from top to bottom against a server."""

import re
from pathlib import Path

import httpx
import pytest

PAGE = Path(__file__).parents[2] / "docs/users/annotations-api.md"


@pytest.fixture
def job(client, pictures) -> int:
    task = client.tasks.create_from_data(
        {"name": "page", "labels": [{"name": "car"}]}, resources=[str(one) for one in pictures[:3]]
    )
    return task.get_jobs()[0].id


def test_the_examples_of_the_page_work(limn_server, job, monkeypatch):
    login = {"username": limn_server.username, "password": limn_server.password}
    with httpx.Client(base_url=limn_server.url) as admin:
        key = admin.post("/api/auth/login", json=login).raise_for_status().json()["key"]
        admin.headers["authorization"] = f"Token {key}"
        token = admin.post(
            "/api/auth/access_tokens", json={"name": "page", "read_only": False}
        ).raise_for_status()
    monkeypatch.setenv("LIMN_URL", limn_server.url)
    monkeypatch.setenv("LIMN_TOKEN", token.json()["value"])
    monkeypatch.setenv("JOB", str(job))
    text = PAGE.read_text()
    names: dict[str, object] = {}
    examples = list(re.finditer(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE))
    assert len(examples) >= 10
    for example in examples:
        # Blank lines before it, so that a failure names the line of the page.
        before = "\n" * (text.count("\n", 0, example.start(1)))
        exec(compile(before + example[1], str(PAGE), "exec"), names)  # noqa: S102
