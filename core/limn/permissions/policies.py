"""The policy files of all rooms: `base.rego` here, one `policy.rego` beside each room's tables."""

import re
from functools import cache
from pathlib import Path

from django.apps import apps

_RULE = re.compile(r"^(?:default )?(allow|filter)\b", re.MULTILINE)


@cache
def sources() -> dict[str, str]:
    """The text of every policy by its path in the bundle (`limn/tasks/policy.rego`)."""
    found = {"limn/base.rego": (Path(__file__).parent / "base.rego").read_text()}
    for config in apps.get_app_configs():
        file = Path(config.path) / "policy.rego"
        if file.is_file():
            found[f"limn/{config.label}/policy.rego"] = file.read_text()
    return found


@cache
def entrypoints() -> tuple[str, ...]:
    """Every rule that may be asked for (`limn/tasks/allow`)."""
    return tuple(
        f"{path.removesuffix('/policy.rego')}/{rule}"
        for path, text in sources().items()
        if path.endswith("/policy.rego")
        for rule in sorted(set(_RULE.findall(text)))
    )
