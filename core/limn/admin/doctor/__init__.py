"""`hostctl doctor`: what is unsafe in this installation, and what to do about it."""

from limn.admin.doctor import machine, people, setup
from limn.admin.doctor.finding import Check, Finding, Weight

__all__ = ["Finding", "Weight", "examine"]
CHECKS = (*setup.CHECKS, *machine.CHECKS, *people.CHECKS)


def examine() -> list[Finding]:
    """Everything that is wrong, the unsafe first; nothing is changed.

    A check that itself fails is a finding too: what it looks for may be there.
    """
    found = [finding for check in CHECKS for finding in _asked(check)]
    return sorted(found, key=lambda one: (one.weight, one.about))


def _asked(check: Check) -> list[Finding]:
    try:
        return list(check())
    except Exception as error:  # noqa: BLE001  # one broken check must not hide the others
        problem = f"could not be looked at: {type(error).__name__}: {error}"
        return [Finding(Weight.UNSAFE, check.__name__, problem, "mend this, then ask again")]
