"""The page that proves the catalogue whole: every leaf, and what encodes it.

``python -m machimori.guidelines.coverage_page > docs/reference/coverage.md``
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from machimori.guidelines.catalogue_model import Catalogue, LeafCoverage
from machimori.guidelines.loader import shipped_catalogue
from machimori.guidelines.model import Instrument

_INTRODUCTION = """\
# 指針の網羅 · Coverage of the guidelines

<!-- Made by `python -m machimori.guidelines.coverage_page`; edit the catalogue. -->

指針ごとに、すべての末端項目と、それを表す項目のidを示します。原文の表記に誤りがあるときは、
直した表記のあとに原文の表記を添えます。末端項目の数は原文から手で数えたもので、試験が数の
一致を確かめています。`machimori guidelines coverage --leaves` が同じものを表示します。

Every leaf of every guideline with the ids of the criteria that encode it. Where the
source has a slip, the label as printed follows the corrected one. The leaves were
counted in the sources by hand; a test holds the catalogue to those counts.
"""


def coverage_page(catalogue: Catalogue) -> str:
    """Write the page.

    Parameters
    ----------
    catalogue : Catalogue

    Returns
    -------
    str
        Markdown.
    """
    instruments = list(catalogue.instruments.values())
    lines = [
        _INTRODUCTION,
        *_summary(catalogue, instruments),
        *(line for one in instruments for line in _instrument(catalogue, one)),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _summary(catalogue: Catalogue, instruments: list[Instrument]) -> Iterator[str]:
    yield "| id | 指針 | 版 | 末端項目 | 収録 | 項目 |"
    yield "|---|---|---|---|---|---|"
    total = [0, 0, 0]
    for instrument in instruments:
        coverage = catalogue.coverage(instrument)
        criteria = catalogue.criteria_of(instrument)
        counts = [len(coverage), sum(c.is_covered for c in coverage), len(criteria)]
        total = [before + own for before, own in zip(total, counts, strict=True)]
        numbers = " | ".join(str(count) for count in counts)
        link = f"[`{instrument.id}`](#{_anchor(instrument)})"
        edition = instrument.edition.revised_on
        yield f"| {link} | {instrument.title.ja} | {edition} | {numbers} |"
    yield f"| | | | {' | '.join(f'**{count}**' for count in total)} |"
    yield ""


def _instrument(catalogue: Catalogue, instrument: Instrument) -> Iterator[str]:
    yield f"## {instrument.title.ja} {{ #{_anchor(instrument)} }}"
    yield ""
    yield f"{instrument.title.en}; {instrument.ordinance.en}."
    yield ""
    yield "| 条項 | 見出し | 項目 |"
    yield "|---|---|---|"
    for leaf in catalogue.coverage(instrument):
        heading = instrument.by_path[leaf.path].heading
        words = heading.ja if heading else ""
        yield f"| {instrument.citation(leaf.path)} | {words} | {_encoded(leaf)} |"
    yield ""


def _encoded(leaf: LeafCoverage) -> str:
    if leaf.not_encoded is not None:
        return f"収録しない：{leaf.not_encoded.ja}"
    return "、".join(f"`{id_.rsplit('/', 1)[1]}`" for id_ in leaf.criteria)


def _anchor(instrument: Instrument) -> str:
    return instrument.id.replace("/", "-")


if __name__ == "__main__":
    sys.stdout.write(coverage_page(shipped_catalogue()))
