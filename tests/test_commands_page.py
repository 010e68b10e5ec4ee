"""docs/commands.md is the help of every command; GOLDTHREAD_WRITE_DOCS=1 writes it anew."""

import argparse
import os
from pathlib import Path

import pytest

from goldthread.cli import parser

PAGE = Path(__file__).resolve().parents[1] / "docs" / "commands.md"

HEAD = """# Commands

Every command's own help, as `goldthread COMMAND --help` prints it. Numbers in `--json` are
numbers; a missing value is `null` with a status. A progress bar appears on a terminal, not in a
pipe.
"""


def subparsers() -> dict[str, argparse.ArgumentParser]:
    actions = parser()._actions
    return next(a.choices for a in actions if isinstance(a, argparse._SubParsersAction))


def written(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", "100")
    parts = [HEAD, f"```\n{parser().format_help()}```\n"]
    parts += [f"## {name}\n\n```\n{made.format_help()}```\n" for name, made in subparsers().items()]
    return "\n".join(parts)


def test_commands_page_is_what_the_commands_say(monkeypatch: pytest.MonkeyPatch) -> None:
    text = written(monkeypatch)
    if os.environ.get("GOLDTHREAD_WRITE_DOCS"):
        PAGE.write_text(text, encoding="utf-8")
    # Python versions wrap help differently; the words are what must agree.
    assert PAGE.read_text(encoding="utf-8").split() == text.split()


def test_every_command_and_argument_has_help() -> None:
    silent = [
        f"{name} {action.dest}"
        for name, made in subparsers().items()
        for action in made._actions
        if not action.help
    ]
    assert silent == []
    assert all(made.description for made in subparsers().values())
