"""The command line: `hostctl up`, `hostctl users …`, `hostctl plugins …` and the others."""

import sys
from importlib import import_module
from pathlib import Path

import typer

from limn import admin
from limn_hostctl.up import up

ABOUT = """Run and look after Limn.

Every command works on the folder that --data or LIMN_DATA names (`data` otherwise).
"""
ROOMS = {
    "users": "Accounts: list them, create them, let people in.",
    "plugins": "Plugins: look at them, switch them, try them, write one.",
    "storages": "Connected storages: seal secrets anew, sweep the bucket for media.",
    "manifest": "List pictures or key frames of a video, for files in a bucket.",
    "demo": "Make a sample project to look at.",
    "backup": "Save the whole installation to a file.",
    "restore": "Make the installation what it was when a backup was written.",
    "import-cvat": "Move in from a CVAT installation.",
    "snapshot": "Keep named states of the installation, and go back to them.",
    "doctor": "Say what is unsafe in this installation, and what to do.",
    "migrate": "Bring the database up to date.",
    "openapi": "Print the API's OpenAPI document.",
}


def main() -> None:
    """Run a command; a problem is a sentence on stderr and exit status 1."""
    try:
        run(sys.argv[1:])
    except admin.LimnError as error:
        print(f"hostctl: {error}", file=sys.stderr)
        sys.exit(1)


def run(words: list[str]) -> None:
    """Run the command these words spell; what needs the database is loaded only if asked for."""
    folder, others = _without_data(words)
    wanted = others[0] if others else ""
    if wanted in ROOMS:
        words = others
        if folder:
            admin.use_data_folder(Path(folder))
        admin.ready()
        with admin.needing_tables():
            command_line(wanted)(words)
    else:
        command_line()(words)


def command_line(loaded: str = "") -> typer.Typer:
    """All commands, those of the room `loaded` in full, the others by name."""
    app = typer.Typer(help=ABOUT, no_args_is_help=True, add_completion=False)
    app.command()(up)
    for name, about in ROOMS.items():
        room = _room(name) if name == loaded else typer.Typer()
        app.add_typer(room, name=name, help=about)
    return app


def _room(name: str) -> typer.Typer:
    return import_module(f"limn_hostctl.{name.replace('-', '_')}").app


def _without_data(words: list[str]) -> tuple[str, list[str]]:
    """The value of `--data`, wherever it stands, and the other words."""
    folder, others, rest = "", list[str](), iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        if name == "--data":
            folder = value if equals else next(rest, "")
        else:
            others.append(word)
    return folder, others


if __name__ == "__main__":
    main()
