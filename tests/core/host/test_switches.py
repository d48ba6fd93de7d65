"""Switching plugins while the server runs."""

import pytest

from core.host.conftest import FORMAT
from limn.admin import plugins as admin
from limn.host.calls import guard, tell
from limn.host.catalogue import catalogue, format_named, report
from limn.host.switches import switch
from limn.sdk import BadInput, Event, NotEnabled, NotFound, PluginFailed, UserError

pytestmark = pytest.mark.django_db(transaction=True)

LISTENER = """
from limn.sdk import hookimpl
heard = []
@hookimpl
def event_happened(event):
    heard.append(event.name)
    if event.name == "create:trouble":
        raise ValueError("I do not like trouble")
"""


def event(name):
    from django.utils import timezone

    return Event(id=1, name=name, at=timezone.now())


def test_first_party_plugins_are_on_and_third_party_ones_off(install):
    install("acme", FORMAT)
    states = {one.name: one.state for one in report()}
    assert states["coco"] == "on"
    assert states["acme"] == "off"


def test_a_plugin_is_enabled_and_disabled_without_a_restart(install):
    install("acme", FORMAT)
    with pytest.raises(BadInput, match=r"Acme 1\.0"):
        format_named("Acme 1.0")
    admin.enable("acme")
    assert format_named("Acme 1.0").name == "Acme 1.0"
    admin.disable("acme")
    with pytest.raises(NotEnabled, match="acme"):
        format_named("Acme 1.0")


@pytest.mark.parametrize(
    "source",
    ["raise RuntimeError('no')", "import os\nos._exit(7)", "import time\ntime.sleep(60)"],
    ids=["raises", "leaves", "hangs"],
)
def test_a_plugin_that_fails_its_trial_stays_off(install, monkeypatch, source):
    monkeypatch.setattr("limn.host.probe.PROBE_SECONDS", 4.0)
    install("bad", source)
    with pytest.raises(PluginFailed, match="'bad' stays off"):
        admin.enable("bad")
    assert {one.name: one.enabled for one in report()}["bad"] is False


def test_switching_what_is_not_installed_is_refused():
    with pytest.raises(NotFound, match="ghost"):
        switch("ghost", enabled=True)


def test_a_listener_that_raises_harms_nobody_and_is_switched_off_in_the_end(install):
    install("ears", LISTENER)
    admin.enable("ears")
    tell(event("create:task"))
    for _ in range(5):
        tell(event("create:trouble"))
    state = {one.name: one for one in report()}["ears"]
    assert state.state == "off"
    assert "I do not like trouble" in state.reason


def test_what_a_plugin_raises_is_told_as_its_failure_and_user_errors_pass():
    with (
        pytest.raises(PluginFailed, match="'coco' failed while writing: KeyError"),
        guard("coco", doing="writing"),
    ):
        raise KeyError("x")
    with pytest.raises(UserError, match="mine"), guard("coco", doing="writing"):
        raise UserError("mine")


def test_without_keeps_a_plugin_out_whatever_the_switch_says(settings):
    settings.WITHOUT_PLUGINS = frozenset({"coco"})
    switch("coco", enabled=True)
    assert "COCO 1.0" not in catalogue().formats
