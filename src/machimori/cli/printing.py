"""Where results go: the screen, or a file that is written whole or not at all."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from machimori.cli.speaking import say
from machimori.formats.opening import atomic_write

Told = Callable[[int, int], None]
"""Told how many steps are done, of how many."""

PAPER_WIDTH = 100
"""Columns of a text that goes into a file."""


def as_json(document: Any) -> str:
    """Write a document as readable JSON, in which every number is finite."""
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)


def as_text(content: RenderableType) -> str:
    """Set what would go to the screen as plain text."""
    paper = io.StringIO()
    _screen(file=paper, width=PAPER_WIDTH).print(content)
    return paper.getvalue()


def deliver(content: str | bytes, output: Path | None) -> None:
    """Print, or write to a file."""
    if output is None:
        click.echo(content)
        return
    data = content.encode() if isinstance(content, str) else content
    with atomic_write(output) as part:
        part.write_bytes(data)
    click.echo(say(f"{output} を書きました。", f"Wrote {output}."), err=True)


def show(*content: RenderableType, sep: str = " ") -> None:
    """Print to the screen, with colours only where it is one (see NO_COLOR)."""
    _screen().print(*content, sep=sep)


def note(sentence: str) -> None:
    """Say something beside the result, on standard error."""
    click.echo(sentence, err=True)


@contextmanager
def progress(what: str) -> Iterator[Told]:
    """Show on standard error how far long work has come, where somebody watches."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    screen = _screen(stderr=True)
    with Progress(
        *columns, console=screen, transient=True, disable=not screen.is_terminal
    ) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _screen(**where: Any) -> Console:
    # Names may hold square brackets, which are nothing but brackets here.
    return Console(highlight=False, markup=False, emoji=False, **where)
