"""The command `lugas password`: sets the passwords of a desk."""

from __future__ import annotations

from typing import Literal, cast

import click

from lugas.errors import LugasError, UsageError

__all__ = ["password"]

EXAMPLES = """
\b
Examples:
  lugas password                      for reader apps that speak Google Reader
  lugas password --for fever          for those that speak Fever; off until it is set
  lugas password --for fever --remove
"""


@click.command(epilog=EXAMPLES, short_help="Set a password for reader apps.")
@click.option(
    "--store", metavar="STORE", envvar="LUGAS_STORE",
    help="The store: a file, or postgresql://user@host/database.  [env: LUGAS_STORE]",
)  # fmt: skip
@click.option(
    "--for", "name", type=click.Choice(["desk", "fever"]), default="desk", show_default=True,
    help="The desk's own, or that of apps which speak Fever.",
)  # fmt: skip
@click.option("--user", default="reader", show_default=True, help="The name to give with it.")
@click.option("--remove", is_flag=True, help="Remove the password.")
@click.pass_context
def password(ctx: click.Context, store: str | None, name: str, user: str, remove: bool) -> None:
    """Set a password that reader apps must give.

    It is asked for, and kept as a slow hash. Whoever was logged in with the one before must log in again.
    """
    try:
        run(store, cast("Literal['desk', 'fever']", name), user, remove)
    except UsageError as error:
        raise click.UsageError(str(error), ctx) from error
    except LugasError as error:
        raise click.ClickException(str(error)) from error
    except ImportError as error:
        if (error.name or "").partition(".")[0] == "lugas":
            raise
        told = f'{error.name} is missing; install what the desk needs: pip install "lugas[desk]"'
        raise click.ClickException(told) from error


def run(address: str | None, name: Literal["desk", "fever"], user: str, remove: bool) -> None:
    """Ask for the password, and set it."""
    from lugas.desk.passwords import Passwords
    from lugas.store import open_store

    with open_store(address) as store:
        passwords = Passwords(store)
        if remove:
            passwords.remove(name)
            click.echo(f"The password for {name} is removed.")
            return
        told = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        passwords.set(name, told, user)
        click.echo(f"The password for {name} is set; the name that goes with it is {user}.")
