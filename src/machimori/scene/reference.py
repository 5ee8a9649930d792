"""The reference page of the vocabulary: ``python -m machimori.scene.reference``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from machimori.language import Text
from machimori.scene.reading.values import expected_value
from machimori.scene.vocabulary import (
    EVERY_KIND,
    KindTerm,
    PropertyTerm,
    Vocabulary,
    vocabulary,
)

_GENERATED = (
    "<!-- Made by `python -m machimori.scene.reference`; edit vocabulary.yaml. -->"
)


def reference_page() -> str:
    """Word the whole vocabulary as one Markdown page, Japanese beside English.

    Returns
    -------
    str
        Kinds with their geometries and properties, groups, and what ``complete`` takes.
    """
    words = vocabulary()
    return "\n".join(
        [
            "# 場面ファイルの語彙 · Vocabulary of the scene file",
            "",
            _GENERATED,
            "",
            *_overview(words),
            *_every_kind(words),
            *(line for kind in words.kinds.values() for line in _kind(kind)),
        ]
    )


def _overview(words: Vocabulary) -> Iterator[str]:
    yield "## 種類 · Kinds"
    yield ""
    rows = ([_link(k.name), k.label.ja, k.label.en] for k in words.kinds.values())
    yield from _table(["kind", "日本語", "English"], rows)
    yield "## まとまり · Groups"
    yield ""
    groups = words.groups.items()
    labels = words.group_labels
    rows = (
        [f"`{name}`", labels[name].ja, labels[name].en, _codes(kinds)]
        for name, kinds in groups
    )
    yield from _table(["group", "日本語", "English", "kinds"], rows)


def _every_kind(words: Vocabulary) -> Iterator[str]:
    some = next(iter(words.kinds.values()))
    yield "## どの種類にもある項目 · Properties of every kind"
    yield ""
    yield from _properties(some.properties[n] for n in EVERY_KIND if n != "kind")


def _kind(kind: KindTerm) -> Iterator[str]:
    yield f"## {kind.name}"
    yield ""
    yield f"{kind.label.ja} · {kind.label.en}. {_codes(kind.geometry)}."
    yield ""
    own = [term for name, term in kind.properties.items() if name not in EVERY_KIND]
    required = set(kind.required)
    yield from _properties(own, required=required)
    for term in own:
        if term.values and term.type in ("choice", "choices"):
            yield f"`{term.name}`:"
            yield ""
            values = term.values.items()
            rows = ([f"`{value}`", label.ja, label.en] for value, label in values)
            yield from _table(["value", "日本語", "English"], rows)


def _properties(
    terms: Iterable[PropertyTerm], required: Iterable[str] = ()
) -> Iterator[str]:
    rows = [
        [
            f"`{term.name}`" + (" (!)" if term.name in required else ""),
            term.label.ja,
            term.label.en,
            _takes(term).ja,
            _takes(term).en,
        ]
        for term in terms
    ]
    if rows:
        yield from _table(["property", "日本語", "English", "値", "value"], rows)


def _takes(term: PropertyTerm) -> Text:
    if term.type in ("choice", "choices"):
        return _BELOW[term.type]
    return expected_value(term)


_BELOW = {
    "choice": Text(ja="下の表の1つ", en="one of the table below"),
    "choices": Text(ja="下の表からの一覧", en="a list from the table below"),
}


def _table(head: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|---" * len(head) + "|"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
    yield ""


def _link(name: str) -> str:
    return f"[`{name}`](#{name})"


def _codes(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


if __name__ == "__main__":
    sys.stdout.write(reference_page())
