"""The command line: `hostctl up`, `hostctl users …`, `hostctl plugins …`, `hostctl demo`."""

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import typer

from limn import admin
from limn_hostctl.up import up

_ROOMS = {
    "users": "Accounts: list them, create them, let people in.",
    "plugins": "Plugins: look at them, switch them, try them, write one.",
}
_DEMO = "Make a sample project to look at."


def command_line(words: list[str]) -> typer.Typer:
    """The commands; what needs the database is loaded only if `words` ask for it."""
    app = typer.Typer(help="Run and look after Limn.", no_args_is_help=True, add_completion=False)
    app.command()(up)
    wanted = next((word for word in words if word in {*_ROOMS, "demo"}), None)
    if wanted:
        _use_data_folder(words)
        admin.ready()
    for name, about in _ROOMS.items():
        room = import_module(f"limn_hostctl.{name}").app if wanted == name else typer.Typer()
        app.add_typer(room, name=name, help=about, callback=_data_option)
    app.command("demo", help=_DEMO)(_demo(wanted))
    return app


def main() -> None:
    """Run a command; a problem is a sentence on stderr and exit status 1."""
    try:
        command_line(sys.argv[1:])()
    except admin.LimnError as error:
        print(f"hostctl: {error}", file=sys.stderr)
        sys.exit(1)


def _demo(wanted: str | None) -> Callable[..., Any]:
    return import_module("limn_hostctl.demo").demo if wanted == "demo" else lambda: None


def _data_option(
    data: Path = typer.Option(Path("data"), envvar="LIMN_DATA", help="The data folder."),
) -> None:
    """Accept `--data`; it was read before the rooms were loaded."""


def _use_data_folder(words: list[str]) -> None:
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == "--data" and following:
            admin.use_data_folder(Path(following))
        elif word.startswith("--data="):
            admin.use_data_folder(Path(word.removeprefix("--data=")))


if __name__ == "__main__":
    main()
