"""The ledger of forecasts as a file: one entry a line, and lines are only added."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from machimori.errors import InvalidInput, Problem
from machimori.formats.opening import atomic_write, decode, read_bytes
from machimori.hotspots import Entry, Forecast, entry_document
from machimori.language import Text


def read_ledger(path: Path) -> tuple[Entry, ...]:
    """Read a ledger; whether it is as it was sealed, the hashes tell.

    Parameters
    ----------
    path : Path

    Returns
    -------
    tuple of Entry

    Raises
    ------
    InvalidInput
        With every line that is no entry.
    """
    text = decode(read_bytes(path), file=str(path))
    entries, problems = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            entries.append(entry_of(json.loads(line)))
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            problems.append(_no_entry(path, number, str(error)))
    if problems:
        raise InvalidInput(problems)
    return tuple(entries)


def entry_of(said: Any) -> Entry:
    """Read what `entry_document` wrote.

    Parameters
    ----------
    said : mapping

    Returns
    -------
    Entry

    Raises
    ------
    KeyError, TypeError, ValueError
        It is no entry.
    """
    if not isinstance(said, Mapping):
        raise TypeError(type(said).__name__)
    sealed_at = datetime.fromisoformat(said["sealed_at"])
    if sealed_at.tzinfo is None:
        raise ValueError(said["sealed_at"])
    return Entry(
        int(said["number"]),
        sealed_at,
        _forecast(said["forecast"]),
        str(said["follows"]),
        str(said["sha256"]),
    )


def append_entry(path: Path, ledger: tuple[Entry, ...], entry: Entry) -> None:
    """Write a ledger with one entry more, whole or not at all.

    Parameters
    ----------
    path : Path
    ledger : tuple of Entry
        What the file holds.
    entry : Entry

    Raises
    ------
    CannotWrite
    """
    lines = [
        json.dumps(entry_document(one), ensure_ascii=False) for one in (*ledger, entry)
    ]
    with atomic_write(path) as part:
        part.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _forecast(said: Mapping[str, Any]) -> Forecast:
    return Forecast(
        first_on=date.fromisoformat(said["first_on"]),
        last_on=date.fromisoformat(said["last_on"]),
        kinds=_names(said["kinds"]),
        rule=str(said["rule"]),
        seen_until=date.fromisoformat(said["seen_until"]),
        places=_names(said["places"]),
        named=_names(said["named"]),
    )


def _names(said: Any) -> tuple[str, ...]:
    if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
        raise TypeError(str(said)[:40])
    return tuple(said)


def _no_entry(path: Path, line: int, found: str) -> Problem:
    return Problem(
        file=str(path),
        where=Text(ja=f"{line}行目", en=f"line {line}"),
        found=found[:80],
        expected=Text(ja="予測の台帳の一行", en="an entry of a ledger of forecasts"),
        remedy=Text(
            ja="machimori hotspots forecast --ledger が書いたファイルを"
            "指定してください。",
            en="Give a file that machimori hotspots forecast --ledger wrote.",
        ),
    )
