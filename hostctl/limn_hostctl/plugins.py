"""`hostctl plugins …`: what is installed, what is on, and why not."""

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from limn.admin import plugins as admin
from limn.admin.skeleton import write_skeleton

app = typer.Typer(help="Plugins: look at them, switch them, try them, write one.")
Name = Annotated[str, typer.Argument(help="The plugin's name, as `list` shows it.")]


@app.command("list")
def list_plugins() -> None:
    """Every installed plugin, its state, and the reason where it is not in."""
    for one in admin.plugins():
        brought_by = f"{one.distribution} {one.version}".strip() or "not installed"
        print(f"{one.name:<20} {one.state:<8} {brought_by:<28} {one.reason}".rstrip())


@app.command()
def info(name: Name) -> None:
    """One plugin: who brings it, its state, and what it offers."""
    one = admin.plugin(name)
    print(f"{one.name}: {one.title}")
    print(f"  brought by  {one.distribution or '–'} {one.version}")
    print(f"  state       {one.state}{f' ({one.reason})' if one.reason else ''}")
    for kind, names in one.offers.items():
        print(f"  {kind:<10}  {', '.join(names) or '–'}")


@app.command()
def enable(name: Name) -> None:
    """Try a plugin in a process of its own, then switch it on everywhere."""
    one = admin.enable(name)
    print(f"{one.name} is on; it offers {_offers(one.offers)}")


@app.command()
def disable(name: Name) -> None:
    """Switch a plugin off everywhere."""
    print(f"{admin.disable(name).name} is off")


@app.command()
def doctor() -> None:
    """Try every plugin that is on, and tell what ails those that do not work."""
    ailments = admin.ailments()
    for sentence in ailments:
        print(sentence)
    if ailments:
        raise typer.Exit(1)
    print("every plugin that is switched on works")


@app.command()
def new(
    kind: Annotated[str, typer.Argument(help="What it brings: formats, storages or panels.")],
    name: Annotated[str, typer.Argument(help="Its name, a Python identifier in lower case.")],
    folder: Annotated[Path, typer.Option(help="Where to put it.")] = Path(),
) -> None:
    """Write a small plugin that works, to be changed into yours."""
    path = write_skeleton(kind, name, folder)
    print(f"{path} is written. Next:")
    print(f"  pip install {path}")
    # The kit is for what reads and writes; a panel comes with tests of its own.
    tests = path / "tests"
    print(f"  pytest {tests}" if tests.is_dir() else f"  hostctl plugins test {name}")
    print(f"  hostctl plugins enable {name}")


@app.command()
def test(name: Name) -> None:
    """Put an installed plugin through the conformance kit."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "limn.sdk.testing", "--plugin", name]
    raise typer.Exit(subprocess.run(command, check=False).returncode)


def _offers(offers: dict[str, list[str]]) -> str:
    return ", ".join(title for titles in offers.values() for title in titles) or "nothing"
