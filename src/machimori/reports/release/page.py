"""The page of a release: maps, the table, and why some counts are not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from machimori.incidents import Block, Blocks, Source, incident_vocabulary
from machimori.language import Language, Text
from machimori.publication import ALL, Release, Row, Window
from machimori.reports.page import render_page
from machimori.reports.plan.canvas import with_own_ids
from machimori.reports.release.block_map import draw_block_map

MAP_PX = (880.0, 760.0)

Kinds = tuple[str, ...]
Column = tuple[Window, Kinds]


def release_page(
    release: Release,
    blocks: Blocks,
    sources: Iterable[Source],
    *,
    language: Language,
) -> str:
    """Write a release as one HTML page that asks no host for anything.

    Parameters
    ----------
    release : Release
    blocks : Blocks
    sources : iterable of Source
        Whose licences are told.
    language : "ja" or "en"

    Returns
    -------
    str
        Blocks are listed by name, never by count: nobody is ranked.
    """
    content = release_content(release, blocks, sources, language=language)
    return render_page("release.html.j2", language=language, **content)


def release_content(
    release: Release,
    blocks: Blocks,
    sources: Iterable[Source],
    *,
    language: Language,
) -> dict[str, Any]:
    """Word all that the page of a release says, for whoever lays it out.

    Parameters
    ----------
    release : Release
    blocks : Blocks
    sources : iterable of Source
    language : "ja" or "en"

    Returns
    -------
    dict
        ``period``, ``totals``, ``maps`` (``title`` and ``svg``), ``heads`` and ``rows``
        of the table, ``reasons``, ``sources`` and the fixed ``words``: values that JSON
        can hold.
    """
    columns = _columns(release)
    named = {block.id: block for block in blocks}
    return {
        "words": {name: text.in_(language) for name, text in _WORDS.items()},
        "period": _period(release),
        "totals": _totals(release, language),
        "maps": list(_maps(release, blocks, columns, language)),
        "heads": [_title(column, columns, release, language) for column in columns],
        "rows": _table(release, named, columns),
        "reasons": [reason.in_(language) for reason in release.reasons],
        # Several files may be of one source; their names tell nobody anything.
        "sources": list(dict.fromkeys(_source(one, language) for one in sources)),
    }


def _columns(release: Release) -> list[Column]:
    rows = (row for row in release.rows if row.area != ALL)
    return list(dict.fromkeys((row.window, row.kinds) for row in rows))


def _title(
    column: Column, columns: Sequence[Column], release: Release, language: Language
) -> str:
    window, kinds = column
    label = _label(kinds, list(dict.fromkeys(k for _, k in columns)), language)
    return f"{label} {_days(window)}" if len(release.windows) > 1 else label


def _days(window: Window) -> str:
    return f"{window.first_on} – {window.last_on}"


def _label(kinds: Kinds, columns: Sequence[Kinds], language: Language) -> str:
    everything = max(columns, key=len)
    if kinds == everything and len(columns) > 1:
        return _ALL_SHOWN.in_(language)
    return _named(kinds, language)


def _named(kinds: Kinds, language: Language) -> str:
    labels = incident_vocabulary().kinds
    joint = "・" if language == "ja" else ", "
    return joint.join(labels[kind].label.in_(language) for kind in kinds)


def _period(release: Release) -> str:
    return ", ".join(map(_days, release.windows))


def _totals(release: Release, language: Language) -> list[tuple[str, str]]:
    several = len(release.windows) > 1
    return [
        (
            _named(row.kinds, language) + (f" {_days(row.window)}" if several else ""),
            row.shown.words,
        )
        for row in release.rows
        if row.area == ALL
    ]


def _maps(
    release: Release, blocks: Blocks, columns: Sequence[Column], language: Language
) -> Iterator[dict[str, str]]:
    for number, column in enumerate(columns, start=1):
        title = _title(column, columns, release, language)
        rows = [
            row
            for row in release.rows
            if (row.window, row.kinds) == column and row.area != ALL
        ]
        svg = draw_block_map(rows, blocks, MAP_PX, title=title, language=language)
        if svg:
            yield {"title": title, "svg": with_own_ids(svg, f"map-{number}")}


def _table(
    release: Release, named: Mapping[str, Block], columns: Sequence[Column]
) -> list[tuple[str, list[str]]]:
    """Rows of blocks in which anything happened, by municipality and name."""
    cells: dict[str, dict[Column, Row]] = {}
    for row in release.rows:
        if row.area != ALL:
            cells.setdefault(row.area, {})[row.window, row.kinds] = row
    listed = [
        (named[area], [_cell(found[column]) for column in columns])
        for area, found in cells.items()
        if any(row.shown.mark != "zero" for row in found.values())
    ]
    listed.sort(key=lambda item: (item[0].municipality, item[0].id))
    return [
        (f"{block.municipality} {block.name}".strip(), shown) for block, shown in listed
    ]


def _cell(row: Row) -> str:
    rate = "" if row.rate is None else f" ({row.rate:.1f})"
    return row.shown.words + rate


def _source(source: Source, language: Language) -> str:
    parts = (source.publisher, source.title, source.licence.in_(language))
    return " · ".join(filter(None, parts))


_ALL_SHOWN = Text(ja="ここに示した種別の合計", en="All kinds shown here")
_WORDS = {
    "title": Text(ja="町丁目ごとの発生件数", en="Incidents by town block"),
    "kicker": Text(ja="犯罪発生状況", en="What happened"),
    "lead": Text(
        ja="件数の少ない所は、人や家が分からないように幅で示しています。"
        "多い・少ないは、人の行き来や建物の数でも変わります。"
        "町の良し悪しや順位を表すものではありません。",
        en="Small counts are shown as a range, so that nobody is recognised. Counts "
        "depend on how many people pass and how many buildings there are; they do not "
        "rank neighbourhoods.",
    ),
    "period": Text(ja="期間", en="Period"),
    "totals": Text(ja="全体", en="In all"),
    "blocks": Text(
        ja="町丁目ごとの件数（かっこ内は人口千人あたり）",
        en="By block (in brackets: per 1,000 residents)",
    ),
    "blocks_note": Text(
        ja="1件以上の町丁目を名前の順に並べています。ここにない町丁目は0件です。",
        en="Blocks with at least one incident, by name; all others have none.",
    ),
    "block": Text(ja="町丁目", en="block"),
    "reasons": Text(ja="示していない数と、その理由", en="What is not shown, and why"),
    "sources": Text(ja="出典と利用条件", en="Sources and licences"),
}
