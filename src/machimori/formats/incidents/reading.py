"""Lists of the police and of cities, read file by file with an account of each."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from machimori.errors import InvalidInput, Problem
from machimori.formats.incidents import narrative
from machimori.formats.incidents.document import is_document, read_document
from machimori.formats.incidents.headings import Layout, find_layout
from machimori.formats.incidents.lines import (
    Lines,
    decoded,
    read_content,
    read_listing,
)
from machimori.formats.incidents.places import tells_of_person
from machimori.formats.incidents.points import without_middles
from machimori.formats.incidents.report import Account, FileReport
from machimori.formats.incidents.rows import (
    Given,
    RowReader,
    problem_of_no_kinds,
    problems_of_headings,
)
from machimori.formats.scene_file import decode_json
from machimori.incidents import (
    Block,
    Incident,
    Incidents,
    Source,
    lay_out,
)
from machimori.language import Text

MAP_ENDINGS = (".geojson", ".json")

NOTHING_GIVEN = Given()

FEWEST_NUMBERED = 3
"""So many counts are not 1, 2, 3 by chance."""


@dataclass(frozen=True)
class Reading:
    """What was read, and how it went.

    Parameters
    ----------
    incidents : Incidents
        Not joined to blocks, but for those that were read from our own file.
    reports : tuple of FileReport
        One a file, in the order of the files.
    """

    incidents: Incidents
    reports: tuple[FileReport, ...]


def read_incident_lists(
    paths: Sequence[Path],
    *,
    given: Given = NOTHING_GIVEN,
    title: str = "",
    publisher: str = "",
    licence: str = "",
    told: Callable[[int, int], None] = lambda done, total: None,
) -> Reading:
    """Read lists of incidents, whatever form they have.

    Parameters
    ----------
    paths : sequence of Path
        The national open-data CSV in all its variants, cities' own CSV and Excel lists,
        texts of marked items, plain CSV and GeoJSON with coordinates, and files that
        ``machimori incidents import`` has written.
    given : Given
        What a file does not say itself.
    title, publisher, licence : str
        Of all files but our own, which say it themselves.
    told : callable
        Told how many files are done, of how many.

    Returns
    -------
    Reading

    Raises
    ------
    InvalidInput
        With the problems of all files that cannot be read at all. Single lines that
        cannot be taken are in the reports instead; where not one line can, theirs are
        raised.
    """
    source = Source(id="", title=title, publisher=publisher)
    if licence:
        source = replace(source, licence=Text.same(licence))
    collector = _Collector(given, source)
    for number, path in enumerate(paths):
        told(number, len(paths))
        collector.read(path)
    told(len(paths), len(paths))
    return collector.reading()


@dataclass
class _Collector:
    given: Given
    source: Source
    items: list[Incident] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    reports: list[FileReport] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def read(self, path: Path) -> None:
        try:
            content = read_content(path)
            digest = hashlib.sha256(content).hexdigest()
            if any(digest == source.sha256 for source in self.sources.values()):
                self.reports.append(FileReport(file=str(path), notes=(_SAME_FILE,)))
                return
            self._read(path, content, digest)
        except InvalidInput as error:
            self.problems += error.problems

    def _read(self, path: Path, content: bytes, digest: str) -> None:
        if path.suffix.lower() in MAP_ENDINGS:
            document = decode_json(content, file=str(path))
            if is_document(document):
                self._take_document(path, document)
                return
            table = _of_map(path, document)
        else:
            table = _of_list(path, content)
        if "kind" not in table.layout.columns and self.given.kind is None:
            raise InvalidInput([problem_of_no_kinds(str(path), table.headings)])
        source = self._source(path, digest)
        incidents, report = _read_table(path, table, self.given, source.id)
        if not incidents and report.refused:
            raise InvalidInput(report.refused)
        self.sources[source.id] = source
        self.items += incidents
        self.reports.append(report)

    def _take_document(self, path: Path, document: Any) -> None:
        found = read_document(document, file=str(path))
        self.items += found.items
        self.blocks += found.blocks.in_degrees()
        self.sources |= found.sources
        count = len(found)
        note = (_OWN,)
        self.reports.append(
            FileReport(file=str(path), rows=count, read=count, notes=note)
        )

    def _source(self, path: Path, digest: str) -> Source:
        id_, number = path.name, 2
        while id_ in self.sources:
            id_, number = f"{path.name}#{number}", number + 1
        return replace(self.source, id=id_, sha256=digest)

    def reading(self) -> Reading:
        repeated = _repeated_ids(self.items)
        if self.problems or repeated:
            raise InvalidInput([*self.problems, *repeated])
        incidents = Incidents(tuple(self.items), lay_out(self.blocks), self.sources)
        reports = _with_overlaps(self.reports, self.items)
        return Reading(incidents, tuple(reports))


@dataclass(frozen=True)
class _Table:
    """Lines below known headings."""

    layout: Layout
    headings: Sequence[str]
    lines: Lines
    encoding: str = ""
    delimiter: str = ""


def _of_list(path: Path, content: bytes) -> _Table:
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        encoding, text = decoded(path, content)
        told = narrative.read_told(text)
        if told is not None:
            layout = Layout(narrative.COLUMNS, of_persons=told.left_behind)
            return _Table(layout, narrative.HEADINGS, told.lines, encoding, "text")
    listing = read_listing(path, content)
    found = find_layout([cells for _, cells in listing.lines])
    if found is None:
        first = listing.lines[0][1] if listing.lines else ()
        raise InvalidInput(problems_of_headings(str(path), first))
    number, layout = found
    headings = listing.lines[number][1]
    lines = listing.lines[number + 1 :]
    return _Table(layout, headings, lines, listing.encoding, listing.delimiter)


def _of_map(path: Path, document: Any) -> _Table:
    """Read the features of a GeoJSON as lines of a table."""
    features = document.get("features") if isinstance(document, Mapping) else None
    if not isinstance(features, list) or not all(map(_is_feature, features)):
        raise InvalidInput([_no_features(str(path))])
    names = list(
        dict.fromkeys(str(name) for f in features for name in f.get("properties") or {})
    )
    headings = [*(n for n in names if n not in ("lon", "lat")), "lon", "lat"]
    found = find_layout([headings])
    if found is None:
        raise InvalidInput(problems_of_headings(str(path), headings))
    lines = [(n, _cells(f, headings)) for n, f in enumerate(features, start=1)]
    return _Table(found[1], headings, lines, "UTF-8", "GeoJSON")


def _is_feature(feature: Any) -> bool:
    return isinstance(feature, Mapping) and isinstance(
        feature.get("properties"), Mapping | None
    )


def _cells(feature: Mapping[str, Any], headings: Sequence[str]) -> list[str]:
    properties = dict(feature.get("properties") or {})
    geometry = feature.get("geometry")
    if isinstance(geometry, Mapping):
        place: Any = geometry.get("coordinates")
        is_place = isinstance(place, list) and len(place) >= 2
        is_point = geometry.get("type") == "Point" and is_place
        lon_lat = place[:2] if is_point else ("?", "?")
        properties["lon"], properties["lat"] = lon_lat
    cells = (properties.get(heading) for heading in headings)
    return ["" if cell is None else str(cell) for cell in cells]


def _read_table(
    path: Path, table: _Table, given: Given, source: str
) -> tuple[tuple[Incident, ...], FileReport]:
    account = Account(str(path))
    _note_layout(account, table)
    layout = _without_row_numbers(table)
    reader = RowReader(layout, table.headings, given, account, source)
    read = [one for line, cells in table.lines for one in reader.read(line, cells)]
    incidents, notes = without_middles(read)
    return incidents, FileReport(
        file=str(path),
        source=source,
        encoding=table.encoding,
        delimiter=table.delimiter,
        rows=len(table.lines),
        read=len(incidents),
        repairs=account.repairs,
        refused=tuple(account.refused),
        of_persons=table.layout.of_persons,
        not_read=tuple(_safe(name) for name in table.layout.not_read),
        notes=(*notes, *_earlier_years(incidents)),
    )


def _without_row_numbers(table: _Table) -> Layout:
    """Take a column that numbers the lines for no column of counts."""
    column = table.layout.columns.get("count")
    if column is None or len(table.lines) < FEWEST_NUMBERED:
        return table.layout
    cells = [row[column].strip() for _, row in table.lines if column < len(row)]
    runs = ([str(n + first) for n in range(len(cells))] for first in (0, 1))
    if cells not in runs:
        return table.layout
    columns = {n: c for n, c in table.layout.columns.items() if n != "count"}
    return replace(table.layout, columns=columns)


def _note_layout(account: Account, table: _Table) -> None:
    if table.layout.is_by_position:
        account.repaired("layout", 1)
    if table.layout.was_garbled:
        account.repaired("headings", 1)
    for line, cells in table.lines if table.layout.repeats else ():
        if any(
            max(pair) < len(cells) and cells[pair[0]] == cells[pair[1]]
            for pair in table.layout.repeats
        ):
            account.repaired("doubled", line)


def _safe(heading: str) -> str:
    return "（***）" if tells_of_person(heading) else heading[:24]


def _earlier_years(incidents: Sequence[Incident]) -> Iterator[Text]:
    years = Counter(i.when.first_on.year for i in incidents if i.when.first_on)
    if not years:
        return
    main = years.most_common(1)[0][0]
    earlier = sum(count for year, count in years.items() if year < main)
    if earlier:
        yield _EARLIER.format(count=earlier, year=main)


def _with_overlaps(
    reports: Sequence[FileReport], items: Sequence[Incident]
) -> Iterator[FileReport]:
    """Note the files whose lines all stand in another file as well."""
    by_source: dict[str, Counter[Any]] = defaultdict(Counter)
    for one in items:
        by_source[one.source][one.kind, one.when, one.where, one.setting] += 1
    for report in reports:
        own = by_source.get(report.source, Counter())
        others = [
            name
            for name, lines in by_source.items()
            if own and name != report.source and own <= lines
        ]
        notes = [_OVERLAPS.format(others=", ".join(others))] if others else []
        yield replace(report, notes=(*report.notes, *notes))


def _repeated_ids(items: Sequence[Incident]) -> list[Problem]:
    counts = Counter(item.id for item in items)
    return [_repeated(id_) for id_, count in counts.items() if count > 1]


def _repeated(id_: str) -> Problem:
    return Problem(
        file="",
        where=Text(ja="事案のid", en="id of an incident"),
        found=id_,
        expected=Text(ja="1度だけ現れるid", en="every id once"),
        remedy=Text(
            ja="同じファイルを2度取り込んでいないか確かめてください。",
            en="See whether the same file was imported twice.",
        ),
    )


def _no_features(file: str) -> Problem:
    return Problem(
        file=file,
        where=Text(ja="ファイル全体", en="the whole file"),
        found="features ?",
        expected=Text(
            ja="GeoJSONのFeatureCollection", en="a GeoJSON FeatureCollection"
        ),
        remedy=Text(
            ja="QGISなどでGeoJSONとして書き出し直してください。",
            en="Export it again as GeoJSON, for example with QGIS.",
        ),
    )


_SAME_FILE = Text(
    ja="先に読んだファイルと同じ内容なので、読みませんでした。",
    en="Not read: its content is that of a file before.",
)
_OWN = Text(
    ja="取り込み済みのファイルです。出典と利用条件もそのまま引き継ぎました。",
    en="An incidents file; its sources and licences were kept.",
)
_EARLIER = Text(
    ja="{count}件は{year}年より前に起きたものです（公表の年は認知の年です）。",
    en="{count} began before {year}: lists go by the year in which the police learnt.",
)
_OVERLAPS = Text(
    ja="すべての行が {others} にもあります。二重に数えていないか確かめてください。",
    en="All its lines are also in {others}: see that nothing is counted twice.",
)
