"""`hostctl doctor`: what is unsafe."""

from typing import Annotated

import typer

from limn.admin.doctor import Weight, examine

app = typer.Typer(help="Say what is unsafe in this installation.")
_WORDS = {Weight.UNSAFE: "unsafe", Weight.ADVICE: "advice"}


@app.callback(invoke_without_command=True)
def doctor(
    strict: Annotated[bool, typer.Option(help="Fail on advice, too.")] = False,
) -> None:
    """Look at settings, disk, clock, backups, passwords and plugins; change nothing.

    Exit status 1 where anything is unsafe. Set the same LIMN_* variables as for the server.
    """
    found = examine()
    for one in found:
        print(f"{_WORDS[one.weight]}  {one.about}: {one.problem}\n        {one.remedy}")
    if not found:
        print("nothing is wrong")
    worst = Weight.ADVICE if strict else Weight.UNSAFE
    raise typer.Exit(any(one.weight <= worst for one in found))
