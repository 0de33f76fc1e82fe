"""Runs the command line as `python -m lugas`."""

from lugas.cli.main import main

if __name__ == "__main__":
    main(prog_name="lugas")
