"""cvat-cli in this process: unmodified, and each command is known to have been run."""

import logging
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from cvat_cli.__main__ import main

_CHOICES = re.compile(r"^(?:positional arguments:)\n  \{([a-z,-]+)\}", re.MULTILINE)
COVERED: set[str] = set()
"""The commands that tests say they run, by `commands`."""


def commands(*names: str) -> Callable[[Any], Any]:
    """Say which commands of cvat-cli a test runs; the fixture `cli` holds it to its word."""

    def mark(test: Any) -> Any:
        test.commands = {*names}
        COVERED.update(names)
        return test

    return mark


@dataclass
class CommandLine:
    """Runs cvat-cli as one person on one server, and notes which commands that took."""

    capsys: Any
    signed_in: list[str]
    ran: set[str] = field(default_factory=set)
    logged: str = ""
    """What the last command wrote to its second output."""

    def __call__(self, command: str, *arguments: object, status: int = 0) -> str:
        """What `command`, such as `task ls`, prints."""
        logging.getLogger("cvat_cli.__main__").handlers.clear()
        self.capsys.readouterr()
        found = main([*self.signed_in, *command.split(), *map(str, arguments)])
        printed = self.capsys.readouterr()
        self.logged = printed.err
        assert found == status, self.logged
        self.ran.add(command)
        return printed.out

    def refused(self, command: str, *arguments: object) -> str:
        """What a command that fails says."""
        self(command, *arguments, status=1)
        return self.logged

    def made(self, command: str, *arguments: object) -> str:
        """The id that a command prints of what it made."""
        return re.findall(r"^(\d+)$", self(command, *arguments), re.MULTILINE)[-1]


def all_commands(capsys: Any, group: str = "") -> set[str]:
    """Every command that the help of cvat-cli names, `task ls` for one."""
    capsys.readouterr()
    with suppress(SystemExit):
        main([*group.split(), "--help"])
    choices = _CHOICES.search(capsys.readouterr().out)
    if choices is None:
        return {group}
    return {
        command
        for name in choices[1].split(",")
        for command in all_commands(capsys, f"{group} {name}".strip())
    }
