"""A study on paper: how to read it, its map, its tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from machimori.language import Language, Text
from machimori.reports.hotspots.maps import class_of
from machimori.reports.hotspots.sheet import Sheet, SheetTable
from machimori.reports.paper import Paper, Part, paper_pdf


def sheet_paper(sheet: Sheet, *, on: date, language: Language) -> Paper:
    """Lay a study out for paper.

    Parameters
    ----------
    sheet : Sheet
    on : date
        When it was made.
    language : "ja" or "en"

    Returns
    -------
    Paper
        Blocks stand in the order of their list, never by how much happened there.
    """
    return Paper(
        kicker=_KICKER.in_(language),
        title=sheet.title.in_(language),
        on=on,
        facts=tuple((a.in_(language), b.in_(language)) for a, b in sheet.facts),
        notices_title=_NOTICES.in_(language),
        notices=tuple(notice.in_(language) for notice in sheet.notices),
        parts=tuple(_parts(sheet, language)),
    )


def sheet_pdf(sheet: Sheet, *, on: date, language: Language) -> bytes:
    """Typeset a study on A4.

    Parameters
    ----------
    sheet : Sheet
    on : date
    language : "ja" or "en"

    Returns
    -------
    bytes
        A tagged PDF (PDF/UA-1), the same for the same study and day.
    """
    paper = sheet_paper(sheet, on=on, language=language)
    return paper_pdf(paper, language=language)


def _parts(sheet: Sheet, language: Language) -> Iterator[Part]:
    if sheet.picture is not None:
        sentences = _HOW_TO_READ if _blocks_of(sheet) else ()
        yield Part(
            title=_MAP.in_(language),
            sentences=tuple(said.in_(language) for said in sentences),
            svg=sheet.picture(language),
            alt=_ALT.format(title=sheet.title).in_(language),
        )
    for table in sheet.tables:
        yield _table(table, language)
    blocks = _blocks_of(sheet)
    if blocks is not None:
        yield _every_block(blocks, language)


def _blocks_of(sheet: Sheet) -> SheetTable | None:
    return next((table for table in sheet.tables if table.name == "blocks"), None)


def _table(table: SheetTable, language: Language) -> Part:
    rows = tuple(tuple(table.cells(row, language)) for row in table.shown)
    return Part(
        title=table.title.in_(language),
        lead="" if table.note is None else table.note.in_(language),
        sentences=() if rows else (_NONE.in_(language),),
        head=tuple(heading.in_(language) for heading in table.headings.values()),
        rows=rows,
        wide=_wide(table),
    )


def _wide(table: SheetTable) -> int:
    names = list(table.headings)
    return names.index("name") if "name" in names else 0


def _every_block(table: SheetTable, language: Language) -> Part:
    """List what the map shows, for who does not see it."""
    rows = tuple(
        (
            str(row["municipality"]),
            str(row["name"]),
            class_of(int(row["incidents"]), language),
            f"{row['incidents']:,}",
        )
        for row in table.rows
        if row["incidents"]
    )
    return Part(
        title=_EVERY.in_(language),
        lead=_EVERY_NOTE.in_(language),
        head=tuple(one.in_(language) for one in _HEADINGS),
        rows=rows,
        wide=1,
    )


_KICKER = Text(ja="まちもり　発生の分析（庁内用）", en="Machimori: for the office")
_NOTICES = Text(ja="読む前に", en="Before you read")
_MAP = Text(ja="地図と読み方", en="The map, and how to read it")
_NONE = Text(ja="該当するものはありません。", en="None.")
_ALT = Text(
    ja="{title}の地図。町丁目を件数の決まった区切りで塗り、偶然より多い所を青い縁で囲む。"
    "同じことが、あとの表にある。",
    en="Map of {title}: blocks shaded by fixed classes of counts, those beyond chance "
    "with a blue edge. The tables below say the same.",
)
_HOW_TO_READ = (
    Text(
        ja="色の区切り（0、1–2、3–5、6–10、11–20、21以上）は、どの年・どの市の地図でも同じです。"
        "濃い所が「悪い町」なのではありません。人の行き来や建物が多ければ、件数も多くなります。",
        en="The classes (0, 1–2, 3–5, 6–10, 11–20, 21 or more) are the same on every "
        "map. A dark block is no bad neighbourhood: where many pass, more happens.",
    ),
    Text(
        ja="青い縁は、隣の町丁目と合わせて、偶然の範囲より多い所です。縁がなければ、多く見えても"
        "偶然で起きる範囲です。人を表すものでも、これから起きることを言うものでもありません。",
        en="A blue edge: with its neighbours, more than chance gives. Without it, what "
        "looks like much may be chance. It tells of no person and of no future.",
    ),
)
_EVERY = Text(
    ja="1件以上の町丁目（一覧の順）", en="Blocks with any incident (in list order)"
)
_EVERY_NOTE = Text(
    ja="町の順位ではありません。ここにない町丁目は0件です。",
    en="No ranking of neighbourhoods. Blocks that are not listed have none.",
)
_HEADINGS = (
    Text(ja="市区町村", en="municipality"),
    Text(ja="町丁目", en="block"),
    Text(ja="区切り", en="class"),
    Text(ja="件数", en="incidents"),
)
