"""`hostctl users …`: accounts."""

from typing import Annotated

import typer

from limn.admin import users as admin

app = typer.Typer(help="Accounts: list them, create them, let people in.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="The user's name.")]


@app.command("list")
def list_users() -> None:
    """Every account, its rights, and when it was last used."""
    for one in admin.accounts():
        seen = one.last_login.strftime("%Y-%m-%d %H:%M") if one.last_login else "never"
        state = "" if one.is_active else "  (off)"
        print(f"{one.username:<24} {one.privilege:<8} {seen:<17} {one.email}{state}".rstrip())


@app.command()
def create(
    name: Name,
    is_admin: Annotated[bool, typer.Option("--admin", help="May do everything.")] = False,
    is_worker: Annotated[bool, typer.Option("--worker", help="Only works on jobs.")] = False,
    email: Annotated[str, typer.Option(help="E-mail address.")] = "",
    with_password: Annotated[
        bool, typer.Option("--password", help="Ask for a password instead of making a link.")
    ] = False,
) -> None:
    """Create an account, and print a link that signs its owner in once."""
    password = _asked_password() if with_password else None
    privilege = "admin" if is_admin else "worker" if is_worker else "user"
    admin.create(name, password=password, email=email, privilege=privilege)
    print(f"{name} is created" + ("" if password else f"; sign in at {admin.login_link(name)}"))


@app.command()
def link(name: Name) -> None:
    """Print the path of a page that signs a user in, once, within a day."""
    print(admin.login_link(name))


@app.command()
def password(name: Name) -> None:
    """Give a user another password; their sessions and tokens end."""
    admin.set_password(name, _asked_password())
    print(f"{name} has a new password")


def _asked_password() -> str:
    return typer.prompt("Password", hide_input=True, confirmation_prompt=True)
