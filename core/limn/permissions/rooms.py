"""Which room's policy answers for which subject."""

from functools import cache

from django.apps import apps


@cache
def _packages() -> dict[str, str]:
    return {
        subject: f"limn/{config.label}"
        for config in apps.get_app_configs()
        for subject in getattr(config, "subjects", ())
    }


def package_of(scope: str) -> str:
    """The policy package, as a path, that answers for the subject of `scope`.

    Raises:
        KeyError: no room declares that subject.
    """
    return _packages()[scope.partition(":")[0]]
