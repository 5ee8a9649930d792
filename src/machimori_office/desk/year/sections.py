"""The report's sections, in the order in which the division tells of its work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from machimori.language import Text
from machimori_office.web.figures import Figure, YearTable
from machimori_office.web.gathering import by_app

TableOf = Callable[[int], YearTable]


@dataclass(frozen=True)
class Section:
    """One part of the report, and the duties whose figures stand in it.

    Parameters
    ----------
    id : str
    title : Text
    duties : tuple of str
        Labels of apps.
    """

    id: str
    title: Text
    duties: tuple[str, ...]


# Titles and order are those of the document that tells of Koganei's work.
SECTIONS = (
    Section(
        "watch",
        Text(ja="子どもの見守り活動", en="Watching over children"),
        ("patrols",),
    ),
    Section(
        "contest",
        Text(ja="標語・ポスターコンクール", en="Contest of slogans and posters"),
        ("contests",),
    ),
    Section(
        "recorders",
        Text(ja="自動通話録音機の貸与", en="Call recorders on loan"),
        ("recorders",),
    ),
    Section(
        "cameras",
        Text(ja="防犯カメラの設置補助", en="Grants for cameras"),
        ("camera_grants",),
    ),
    Section(
        "supplies",
        Text(ja="防犯資機材の支給", en="Equipment for groups"),
        ("supplies",),
    ),
    Section(
        "seminars",
        Text(ja="市民防犯講習会", en="Seminars for residents"),
        ("seminars",),
    ),
    Section(
        "mail",
        Text(ja="安全・安心メールの配信", en="Safety mail"),
        ("alerts", "subscriptions"),
    ),
)
OTHERS = Section("others", Text(ja="そのほかの業務", en="Other work"), ())
BY_ID: Mapping[str, Section] = {s.id: s for s in (*SECTIONS, OTHERS)}


def gathered(year: int) -> Iterator[tuple[Section, list[YearTable]]]:
    """Yield each section with its duties' tables; none where no duty keeps any."""
    tables: Mapping[str, TableOf] = by_app("figures", "table_of")
    told = {duty for section in SECTIONS for duty in section.duties}
    for section in SECTIONS:
        yield section, [tables[d](year) for d in section.duties if d in tables]
    others = [table_of(year) for duty, table_of in tables.items() if duty not in told]
    if others:
        yield OTHERS, others


def figures_of(tables: list[YearTable]) -> list[Figure]:
    """Return the figures of a section in one list."""
    return [figure for table in tables for figure in table.figures]
