"""How many passwords can be guessed."""

import pytest

from limn.identity import throttle
from limn.sdk.errors import NotReady

pytestmark = pytest.mark.django_db


def guesses(clock, *, seconds, name=lambda number: "ada", address="192.0.2.1"):
    """How many guesses pass if one is tried every second."""
    passed = 0
    for number in range(seconds):
        try:
            throttle.check(address, name(number))
        except NotReady:
            pass
        else:
            passed += 1
            throttle.failed(address, name(number))
        clock.wait(1)
    return passed


def test_one_account_takes_under_twenty_guesses_an_hour(clock):
    assert guesses(clock, seconds=3600) < 20


def test_trying_many_names_is_slowed_down_too(clock):
    assert guesses(clock, seconds=600, name=str) < 70


def test_the_wait_that_is_told_is_the_wait(clock):
    guesses(clock, seconds=60)
    with pytest.raises(NotReady) as caught:
        throttle.check("192.0.2.1", "ada")
    clock.wait(caught.value.retry_after)
    throttle.check("192.0.2.1", "ada")


def test_nobody_locks_out_somebody_elsewhere(clock):
    guesses(clock, seconds=60)
    throttle.check("192.0.2.2", "ada")


def test_an_hour_later_all_is_forgotten(clock):
    guesses(clock, seconds=600)
    clock.wait(3700)
    throttle.check("192.0.2.1", "ada")
    throttle.failed("192.0.2.1", "ada")
    throttle.check("192.0.2.1", "ada")
    assert throttle.SignInFailures.objects.count() == 2


def test_names_differ_by_case_only_are_one(clock):
    guesses(clock, seconds=20, name=lambda number: "Ada" if number % 2 else "ADA")
    with pytest.raises(NotReady):
        throttle.check("192.0.2.1", "ada")
