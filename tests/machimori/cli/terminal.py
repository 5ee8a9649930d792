"""The command line as tests use it: in this process, with what it wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from machimori.cli.main import machimori


def run(*arguments: object) -> Result:
    """Run a command; an error of the program itself, not of its user, is raised."""
    words = [str(argument) for argument in arguments]
    return CliRunner().invoke(machimori, words, catch_exceptions=False)


def result_of(*arguments: object) -> Any:
    """Run a command that succeeds, and read the JSON that it prints."""
    finished = run(*arguments, "--format", "json")
    assert finished.exit_code == 0, finished.stderr
    return json.loads(finished.stdout)


def save(path: Path, document: Any) -> Path:
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path
