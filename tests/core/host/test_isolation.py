"""One bad plugin never stops the others."""

import pytest

from core.host.conftest import FORMAT
from limn.host.discovery import installed
from limn.host.manager import Host

BROKEN = {
    "raises": ("raise RuntimeError('I break on import')", "I break on import"),
    "needs_absent": ("import no_such_module_anywhere", "no_such_module_anywhere"),
    "misspelt": (
        "from limn.sdk import hookimpl\n@hookimpl\ndef offer_format():\n    return []\n",
        "offer_format",
    ),
    "wrong_type": (
        "from limn.sdk import hookimpl\n@hookimpl\ndef offer_formats():\n    return ['COCO']\n",
        "no DatasetFormat",
    ),
    "nothing_at_all": (
        "from limn.sdk import hookimpl\n@hookimpl\ndef offer_formats():\n    return 3\n",
        "not a list of formats",
    ),
    "raises_in_offer": (
        "from limn.sdk import hookimpl\n@hookimpl\ndef offer_formats():\n    return 1 / 0\n",
        "division by zero",
    ),
    "other_sdk": ("LIMN_API = 99\n", "SDK 99"),
    "unfit_here": (
        "from limn.sdk import hookimpl\n@hookimpl\ndef unfit():\n    return 'no ffprobe'\n",
        "no ffprobe",
    ),
    "exits": ("raise SystemExit(3)", "3"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_plugin_is_left_out_with_the_reason(install, name):
    source, reason = BROKEN[name]
    install(name, source)
    install("acme", FORMAT)
    host = Host(frozenset({name, "acme"})).load(installed())
    assert list(host.formats) == ["Acme 1.0"]
    assert reason in host.failed[name]
    assert name not in host.loaded


def test_a_plugin_that_hangs_is_left_behind(install, monkeypatch):
    monkeypatch.setattr("limn.host.manager.LOAD_SECONDS", 0.3)
    install("hangs", "import threading\nthreading.Event().wait(30)\n")
    install("acme", FORMAT)
    host = Host(frozenset({"hangs", "acme"})).load(installed())
    assert "took longer than" in host.failed["hangs"]
    assert list(host.formats) == ["Acme 1.0"]


def test_two_plugins_with_one_format_name_are_told_apart(install):
    install("acme", FORMAT)
    install("acme_too", FORMAT, distribution="limn-acme-too")
    host = Host(frozenset({"acme", "acme_too"})).load(installed())
    assert host.owners == {"Acme 1.0": "acme"}
    assert "already offered by plugin 'acme'" in host.failed["acme_too"]


def test_a_plugin_that_is_not_enabled_is_not_imported(install):
    install("raises", "raise RuntimeError('imported')")
    install("acme", FORMAT)
    host = Host(frozenset({"acme"})).load(installed())
    assert host.failed == {}


def test_an_absent_plugin_does_not_stop_the_host(install):
    install("acme", FORMAT)
    host = Host(frozenset({"acme", "absent"})).load([*installed(), "absent"])
    assert list(host.formats) == ["Acme 1.0"]
    assert "not installed" in host.failed["absent"]
