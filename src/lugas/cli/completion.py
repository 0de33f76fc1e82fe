"""The command `lugas completion`: lets a shell complete commands, options and file names."""

from __future__ import annotations

import click

__all__ = ["completion"]

SETUP = """
\b
To switch it on for good:
  bash   lugas completion bash > ~/.local/share/bash-completion/completions/lugas
  zsh    lugas completion zsh > ~/.zfunc/_lugas
         (with ~/.zfunc in fpath before compinit is called)
  fish   lugas completion fish > ~/.config/fish/completions/lugas.fish
"""


@click.command(epilog=SETUP, short_help="Print the completion script for a shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that lets SHELL complete lugas's commands, options and file names."""
    from click.shell_completion import get_completion_class

    chosen = get_completion_class(shell)
    if chosen is None:
        raise click.UsageError(f"there is no completion for {shell}")
    script = chosen(ctx.find_root().command, {}, "lugas", "_LUGAS_COMPLETE")
    # Not `source()`: for bash that starts a bash to ask its version, and warns where there is none.
    click.echo(script.source_template % script.source_vars())
