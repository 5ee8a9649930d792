"""Collecting what is wrong with a scene, each problem with its place in the file."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any

from machimori.errors import Problem, did_you_mean
from machimori.language import Text

_LONGEST = 60
_LOOKED_AT = 500
_LISTED = 12


class ProblemList:
    """Problems of one file, in the order in which they were found.

    Parameters
    ----------
    file : str
        The file as the user named it.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Problem] = []

    def __bool__(self) -> bool:
        return bool(self.found)

    def add(self, where: Text, found: object, expected: Text, remedy: Text) -> None:
        """Note a problem; `found` is shortened."""
        self.found.append(
            Problem(
                file=self.file,
                where=where,
                found=shown(found),
                expected=expected,
                remedy=remedy,
            )
        )


def shown(value: Any) -> str:
    """Word a JSON value on one short line that any terminal can print."""
    text = (value if isinstance(value, str) else _as_json(value))[:_LOOKED_AT]
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _as_json(value: Any) -> str:
    try:
        return json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        return f"<{type(value).__name__}>"


def in_feature(label: str, name: str | None = None) -> Text:
    """Say where: a feature, and one of its properties or members."""
    if name is None:
        return Text(ja=f"地物「{label}」", en=f"feature {label}")
    name = shown(name)
    return Text(ja=f"地物「{label}」の {name}", en=f"feature {label}, {name}")


def in_member(name: str) -> Text:
    """Say where: a member of the collection."""
    name = shown(name)
    return Text(ja=f"ファイル全体の {name}", en=f"the collection's {name}")


def one_of(words: Collection[str]) -> Text:
    """Say what is expected: one of some words."""
    listed = " / ".join(sorted(words)[:_LISTED])
    if len(words) > _LISTED:
        listed += " / …"
    return Text(ja=f"{listed} のいずれか", en=f"one of {listed}")


def suggestion(name: object, known: Iterable[str]) -> Text:
    """Suggest the closest known word, and say what to do with it."""
    hint = did_you_mean(shown(name), known)
    return Text(ja=f"{hint.ja}。", en=hint.en)


def remove(name: str) -> Text:
    """Tell the reader to take something out."""
    return Text(ja=f"{shown(name)} を取り除いてください。", en=f"Remove {shown(name)}.")
