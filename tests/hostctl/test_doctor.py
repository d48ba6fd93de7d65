"""`hostctl doctor` says what is unsafe, what to do, and fails where anything is."""

import os
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import psutil
import pytest

import limn_jpeg
from limn.admin.doctor import CHECKS, Weight, examine, machine, people
from limn.media.readers import landlock

SAFE = {
    "DEBUG": False, "SECRET_KEY": "k" * 50, "ALLOWED_HOSTS": ["limn.example.org"],
    "PUBLIC_URL": "https://limn.example.org", "SESSION_COOKIE_SECURE": True,
    "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
    "OPEN_SIGNUP": False, "CONFIRM_EMAIL": True, "SHARE_ROOT": "", "STORAGE_FOLDERS": [],
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "QUEUE_URL": "",
    "CHUNK_CACHE_URL": "", "OPA_URL": "",
}  # fmt: skip


@pytest.fixture
def safe(db, settings, tmp_path, monkeypatch):
    """An installation that nothing is wrong with."""
    root = tmp_path / "data"
    root.mkdir()
    key = root / "secret.key"
    key.write_text("k" * 50)
    key.chmod(0o600)
    settings.DATA_ROOT = root
    for name, value in SAFE.items():
        setattr(settings, name, value)
    (root / "last-backup").write_text(datetime.now(UTC).isoformat())
    monkeypatch.setattr(landlock, "version", lambda: 7)
    monkeypatch.setattr(limn_jpeg, "works", lambda: True)
    whole = shutil.disk_usage(root)
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: whole._replace(free=1 << 40))
    return root


def told(weight=None):
    return {one.about for one in examine() if weight in (None, one.weight)}


def test_nothing_is_wrong_with_a_safe_installation(safe):
    assert examine() == []


def test_a_kernel_that_keeps_readers_from_nothing_is_told(safe, monkeypatch):
    monkeypatch.setattr(landlock, "version", lambda: 0)
    assert told(Weight.ADVICE) == {"Landlock"}


def test_pictures_that_take_the_long_way_are_told(safe, monkeypatch):
    monkeypatch.setattr(limn_jpeg, "works", lambda: False)
    assert told(Weight.ADVICE) == {"limn-jpeg"}


@pytest.mark.parametrize(
    ("changed", "about"),
    [
        ({"DEBUG": True}, "LIMN_DEBUG"),
        ({"SECRET_KEY": "short"}, "LIMN_SECRET_KEY"),
        ({"ALLOWED_HOSTS": ["*"], "PUBLIC_URL": "", "OPEN_SIGNUP": True}, "LIMN_HOSTS"),
        ({"PUBLIC_URL": "http://limn.example.org"}, "LIMN_URL"),
        ({"SESSION_COOKIE_SECURE": False}, "LIMN_HTTPS"),
        ({"OPEN_SIGNUP": True, "CONFIRM_EMAIL": False}, "LIMN_OPEN_SIGNUP"),
        ({"SHARE_ROOT": "/"}, "LIMN_SHARE"),
        ({"STORAGE_FOLDERS": ["/"]}, "LIMN_STORAGE_FOLDERS"),
    ],
)
def test_an_unsafe_setting_is_named(safe, settings, changed, about):
    for name, value in changed.items():
        setattr(settings, name, value)
    assert about in told(Weight.UNSAFE)


@pytest.mark.parametrize(
    ("changed", "about"),
    [
        ({"ALLOWED_HOSTS": ["*"]}, "LIMN_HOSTS"),
        ({"SECURE_PROXY_SSL_HEADER": None}, "LIMN_BEHIND_PROXY"),
        ({"QUEUE_URL": "redis://queue:6379/0"}, "LIMN_QUEUE"),
        ({"CHUNK_CACHE_URL": "redis://cache:6379/0"}, "LIMN_CHUNK_CACHE_URL"),
        (
            {
                "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
                "EMAIL_FILE_PATH": "/mail",
            },
            "LIMN_MAIL",
        ),
    ],
)
def test_what_may_become_unsafe_is_advice(safe, settings, changed, about):
    for name, value in changed.items():
        setattr(settings, name, value)
    assert told() == told(Weight.ADVICE) == {about}


def test_a_key_that_others_can_read_is_unsafe(safe):
    (safe / "secret.key").chmod(0o644)
    assert told(Weight.UNSAFE) == {str(safe / "secret.key")}


def test_a_database_with_a_guessed_password_is_unsafe(safe, settings, monkeypatch):
    place = {"HOST": "db", "PASSWORD": "postgres"}
    monkeypatch.setitem(settings.DATABASES, "default", settings.DATABASES["default"] | place)
    assert told(Weight.UNSAFE) == {"LIMN_DATABASE"}


@pytest.mark.parametrize(("free", "weight"), [(1 << 20, Weight.UNSAFE), (1 << 30, Weight.ADVICE)])
def test_a_disk_that_fills_up_is_told(safe, monkeypatch, free, weight):
    whole = shutil.disk_usage(safe)
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: whole._replace(free=free))
    assert told(weight) == {str(safe)}


def test_a_database_file_on_a_network_disk_is_unsafe(safe, monkeypatch):
    [one, *_] = psutil.disk_partitions(all=True)
    mounted = [one._replace(mountpoint="/", fstype="ext4"),
               one._replace(mountpoint=str(safe.parent), fstype="nfs4")]  # fmt: skip
    monkeypatch.setattr(machine.psutil, "disk_partitions", lambda **_: mounted)
    assert machine.disk_of(safe) == "nfs4"
    assert told(Weight.UNSAFE) == {"LIMN_DATA"}


def test_a_clock_that_went_back_is_unsafe(safe):
    later = time.time() + 3600
    os.utime(safe / "secret.key", (later, later))
    assert told(Weight.UNSAFE) == {"clock"}


def test_backups_that_are_missing_or_old_are_told(safe):
    (safe / "last-backup").unlink()
    assert told() == {"backup"}
    (safe / "last-backup").write_text((datetime.now(UTC) - timedelta(days=9)).isoformat())
    assert [one.problem for one in examine()] == ["the last one is 9 days old"]


@pytest.mark.parametrize("password", ["admin", "root", "changeme"])
def test_an_administrator_with_a_guessed_password_is_unsafe(safe, make_user, password):
    root = make_user("root", privilege="admin")
    assert told() == set()
    root.set_password(password)
    root.save()
    assert told(Weight.UNSAFE) == {"root"}


def test_policies_that_deny_everything_are_unsafe(safe, monkeypatch):
    monkeypatch.setattr(people, "allowed", lambda *_: False)
    assert told(Weight.UNSAFE) == {"LIMN_OPA"}


def test_a_plugin_that_was_turned_off_is_told(safe):
    from limn.host import switches

    switches.switch("coco", enabled=False, reason="it raised five times")
    try:
        assert told() == {"plugin coco"}
    finally:
        switches.switch("coco", enabled=True)


def test_a_check_that_fails_hides_no_other(safe, settings, monkeypatch):
    settings.DEBUG = True
    monkeypatch.setattr(machine.psutil, "disk_partitions", lambda **_: 1 / 0)
    assert told(Weight.UNSAFE) == {"LIMN_DEBUG", "network_disk"}


def test_every_check_has_a_name_of_its_own():
    names = [one.__name__ for one in CHECKS]
    assert len(set(names)) == len(names) > 10


def test_the_command_fails_where_anything_is_unsafe(tmp_path):
    def hostctl(*words, **more):
        return subprocess.run(
            [sys.executable, "-m", "limn_hostctl.main", *words, "--data", str(tmp_path)],
            env={n: v for n, v in os.environ.items() if n[:5] != "LIMN_"} | more,
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    hostctl("migrate")
    fine = hostctl("doctor")
    assert fine.returncode == 0, fine.stdout + fine.stderr
    assert "advice  backup: this installation was never saved" in fine.stdout
    assert hostctl("doctor", "--strict").returncode == 1
    hostctl("backup", str(tmp_path / "monday.zip"))
    assert "backup" not in hostctl("doctor").stdout
    unsafe = hostctl("doctor", LIMN_DEBUG="true")
    assert unsafe.returncode == 1
    assert unsafe.stdout.startswith("unsafe  LIMN_DEBUG: ")
