"""`hostctl up`: clear refusals, one owner of a folder, a tree that lives and dies whole."""

import os
import re
import signal
import socket
import subprocess
import time

import httpx
import psutil
import pytest

from servers.live import LiveServer, answers, own_database_on, own_server, up_command
from servers.sharing import command_of, end, free_port, has_ended, tree, wait_for


def refused(command, **environment) -> str:
    done = subprocess.run(
        command,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with own_server(tmp_path_factory.mktemp("up")) as server:
        yield server


def child(server: LiveServer, module: str) -> psutil.Process:
    def look():
        found = psutil.Process(server.pid).children()
        return next((one for one in found if module in command_of(one)), None)

    return wait_for(look, f"{module} runs")


def test_a_folder_that_is_no_folder_is_named(tmp_path):
    (tmp_path / "data").write_text("a file")
    said = refused(up_command(tmp_path / "data", free_port()))
    assert f"the data folder {tmp_path / 'data'} cannot be written" in said


def test_a_port_in_use_is_named(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = refused(up_command(tmp_path, port))
    assert f"127.0.0.1:{port} cannot be listened on" in said


def test_a_second_server_on_the_same_folder_is_refused(server):
    said = refused(up_command(server.data, free_port()))
    assert f"process {server.pid} serves the data folder {server.data} already" in said


@pytest.mark.parametrize("module", ["limn.admin.web", "limn.runs.worker"])
def test_a_program_that_is_killed_is_started_again(server, module):
    first = child(server, module)
    first.kill()
    wait_for(lambda: child(server, module).pid != first.pid, f"{module} is started again")
    wait_for(lambda: answers(server.url), "it serves again")


def test_the_web_process_that_is_killed_is_replaced(server):
    web = child(server, "limn.admin.web")
    wait_for(web.children, "the web server forks")[0].kill()
    wait_for(lambda: answers(server.url), "it serves again")


def test_killing_the_parent_ends_every_process(tmp_path):
    with own_server(tmp_path) as server:
        processes = wait_for(
            lambda: len(tree(server.pid)) > 6 and tree(server.pid), "all are there"
        )
        os.kill(server.pid, signal.SIGKILL)
        wait_for(lambda: all(map(has_ended, processes)), "each has ended", 5)


def ended_in_seconds(server: LiveServer, by: int) -> None:
    processes = tree(server.pid)
    started = time.monotonic()
    end(server.pid, by)
    wait_for(lambda: all(map(has_ended, processes)), "each has ended", 2)
    assert time.monotonic() - started < 10


def test_the_first_start_prints_a_link_and_a_signal_ends_all_of_it_in_seconds(tmp_path):
    without = {"LIMN_ADMIN_USERNAME": "", "LIMN_ADMIN_PASSWORD": ""}
    with own_server(tmp_path, **without) as server:
        log = server.data / "server.log"
        link = wait_for(lambda: re.search(r"http://\S+/login/\S+", log.read_text()), "a link")[0]
        with httpx.Client() as browser:
            assert browser.get(link).status_code == 302
            assert browser.get(f"{server.url}/api/users/self").json()["username"] == "admin"
        assert httpx.get(link).status_code == 401
        ended_in_seconds(server, signal.SIGINT)
    with own_server(tmp_path, **without) as server:
        wait_for(lambda: log.read_text().count("Limn is at") == 2, "it is up again")
        assert log.read_text().count("Sign in as") == 1
        ended_in_seconds(server, signal.SIGTERM)


def test_accounts_are_made_and_listed_from_the_command_line(server):
    def hostctl(*words):
        command = [*up_command(server.data, 1)[:3], *words, "--data", str(server.data)]
        told = os.environ | own_database_on(server.data)
        return subprocess.run(
            command, env=told, capture_output=True, text=True, timeout=30, check=False
        )

    made = hostctl("users", "create", "ada", "--email", "ada@example.org")
    assert re.search(r"ada is created; sign in at /login/\S+", made.stdout), made.stderr
    assert "ada user never ada@example.org" in " ".join(hostctl("users", "list").stdout.split())
    again = hostctl("users", "create", "ada")
    assert (again.returncode, again.stderr) == (1, "hostctl: there is a user 'ada' already\n")
    assert "there is no user 'eve'" in hostctl("users", "link", "eve").stderr


def test_an_application_that_cannot_be_loaded_is_told_and_not_served(tmp_path):
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['limn.tasks.api'] = None\n")
    data = tmp_path / "data"
    done = subprocess.run(
        up_command(data, free_port()),
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("hostctl: the application could not be loaded: ")
    assert "limn.tasks.api" in last
