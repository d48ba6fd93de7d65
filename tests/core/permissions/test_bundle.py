"""The policies for OPA servers, and an OPA server's answers."""

import io
import json
import tarfile
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.test import Client

from limn.permissions.evaluate import evaluator
from limn.permissions.opa_server import OpaServer
from limn.permissions.policies import sources


@pytest.mark.django_db
def test_the_bundle_holds_every_policy_and_is_sent_once():
    answer = Client().get("/api/auth/rules")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/x-tar"
    with tarfile.open(fileobj=io.BytesIO(answer.content), mode="r:gz") as bundle:
        found = {one.name: bundle.extractfile(one).read().decode() for one in bundle}
    assert found == sources()
    assert "package limn.base" in found["limn/base.rego"]
    known = Client().get("/api/auth/rules", headers={"If-None-Match": answer["ETag"]})
    assert known.status_code == 304
    assert known.content == b""


@pytest.fixture
def policy_server():
    """Speaks OPA's data API at the edge; answers come from the embedded evaluator."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append(self.path)
            entrypoint = self.path.removeprefix("/v1/data/")
            value = evaluator().decide(entrypoint, question["input"])
            status = 500 if entrypoint.endswith("broken") else 200
            body = json.dumps({} if value is None else {"result": value}).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


QUESTION = {
    "scope": "task:view",
    "auth": {
        "user": {"id": 1, "privilege": "user"}, "organization": None,
        "organization_specified": False, "token": None,
    },
    "resource": {"id": 1, "owner": {"id": 1}, "assignee": {"id": None}, "project": None},
}  # fmt: skip


def test_a_server_is_asked_by_the_same_names(policy_server):
    url, asked = policy_server
    server = OpaServer(url)
    assert server.decide("limn/tasks/allow", QUESTION) is True
    strange = {**QUESTION, "resource": {**QUESTION["resource"], "owner": {"id": 2}}}
    assert server.decide("limn/tasks/allow", strange) is False
    listing = {**QUESTION, "scope": "project:list", "resource": None}
    assert server.decide("limn/tasks/filter", listing) == [
        "|", {"owner_id": 1}, {"assignee_id": 1},
    ]  # fmt: skip
    assert asked == ["/v1/data/limn/tasks/allow"] * 2 + ["/v1/data/limn/tasks/filter"]


def test_what_a_server_does_not_know_is_denied(policy_server):
    url, _ = policy_server
    assert OpaServer(url).decide("limn/tasks/nothing", QUESTION) is None


def test_a_failing_server_denies(policy_server, caplog):
    url, _ = policy_server
    assert OpaServer(url).decide("limn/tasks/broken", QUESTION) is None
    assert "denied" in caplog.text


def test_an_absent_server_denies(caplog):
    assert OpaServer("http://127.0.0.1:9", timeout=0.2).decide("limn/tasks/allow", QUESTION) is None
    assert "denied" in caplog.text
