"""The page of words of guidelines: ``python -m machimori.guidelines.glossary``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date

from machimori.guidelines.catalogue_model import Catalogue, Term
from machimori.guidelines.loader import shipped_catalogue
from machimori.language import Text

_OPENING = """\
# 用語 · Glossary

<!-- Made by `python -m machimori.guidelines.glossary`; edit terms.yaml. -->

指針が注で説明していることばを、自分たちのことばで言い直したものです。正確な定めは、示した注で\
確かめてください。

Words that the guidelines explain in notes, told in our own words. The notes cited \
have the exact wording.
"""

_UNITS = {"count": "", "um": "µm", "m2": "m²"}
"""Units that are written otherwise than they are named."""


def glossary_page(catalogue: Catalogue) -> str:
    """Word all terms as one Markdown page, Japanese beside English.

    Parameters
    ----------
    catalogue : Catalogue

    Returns
    -------
    str
        By prefecture, in the order of its notes.
    """
    prefectures = dict.fromkeys(id_.split("/")[0] for id_ in catalogue.terms)
    parts = [line for p in prefectures for line in _prefecture(p, catalogue)]
    return "\n".join([_OPENING, *parts])


def numbers_of(term: Term, catalogue: Catalogue) -> Iterator[Text]:
    """Word the numbers that a note states, as they stand in the latest edition."""
    for id_ in term.numbers:
        parameter = catalogue.parameters[id_]
        value = parameter.on(date.max).value
        unit = _UNITS.get(parameter.unit, parameter.unit)
        said = "" if value is None else f" {value:g} {unit}".rstrip()
        yield Text(ja=parameter.label.ja + said, en=parameter.label.en + said)


def _prefecture(prefecture: str, catalogue: Catalogue) -> Iterator[str]:
    instruments = catalogue.instruments.values()
    own = (i.issuer for i in instruments if i.id.split("/")[0] == prefecture)
    issuer = min(own, key=lambda text: len(text.ja), default=Text.same(prefecture))
    yield f"## {issuer.ja} · {issuer.en}"
    yield ""
    for term in catalogue.terms.values():
        if term.id.split("/")[0] == prefecture:
            yield from _term(term, catalogue)


def _term(term: Term, catalogue: Catalogue) -> Iterator[str]:
    yield f"### {term.term.ja} · {term.term.en} {{ #{_anchor(term.id)} }}"
    yield ""
    yield from (f"{term.says.ja}", "", f"{term.says.en}", "")
    yield f"- {_joined(f'`{id_}` {note}' for id_, note in term.notes.items())}"
    for number in numbers_of(term, catalogue):
        yield f"- {number.ja} · {number.en}"
    if term.same_idea:
        links = (_link(catalogue.terms[id_]) for id_ in term.same_idea)
        yield f"- 同じ考え · the same idea: {_joined(links)}"
    yield ""


def _link(term: Term) -> str:
    return f"[{term.id}](#{_anchor(term.id)})"


def _anchor(id_: str) -> str:
    return id_.replace("/", "-")


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(parts)


if __name__ == "__main__":
    sys.stdout.write(glossary_page(shipped_catalogue()))
