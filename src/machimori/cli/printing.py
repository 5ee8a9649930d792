"""Where results go: the screen, or a file that is written whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from machimori.assessment.assess import Progress as Told
from machimori.cli.speaking import say
from machimori.formats.opening import atomic_write


def as_json(document: Any) -> str:
    """Write a document as readable JSON."""
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)


def deliver(content: str | bytes, output: Path | None) -> None:
    """Print, or write to a file."""
    if output is None:
        click.echo(content)
        return
    data = content.encode() if isinstance(content, str) else content
    with atomic_write(output) as part:
        part.write_bytes(data)
    click.echo(say(f"{output} を書きました。", f"Wrote {output}."), err=True)


def console() -> Console:
    """Return a console on standard output; NO_COLOR is honoured."""
    return Console(highlight=False)


@contextmanager
def progress(what: str) -> Iterator[Told]:
    """Show on standard error how far long work has come, where somebody watches."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    screen = Console(stderr=True)
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
