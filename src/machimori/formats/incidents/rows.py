"""Lines of a list turned into incidents, and what was wrong with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from machimori.errors import Problem, did_you_mean
from machimori.formats.incidents.headings import Layout
from machimori.formats.incidents.places import (
    is_prefecture,
    read_block_name,
    read_code,
    split_address,
    tells_of_person,
)
from machimori.formats.incidents.report import Account
from machimori.formats.incidents.times import (
    Days,
    Hours,
    day_after,
    is_unknown,
    month_of,
    read_days,
    read_hours,
    read_instant,
)
from machimori.geometry.plane import JAPAN_BOUNDS
from machimori.incidents import Incident, KnownBy, When, Where, incident_vocabulary
from machimori.language import Text

MOST_AT_ONCE = 1000
"""One line stands for no more incidents than this."""

LOCKED = {"施錠した": True, "キーなし": True, "施錠せず": False, "キーあり": False}
"""Whether it was locked, as the national layout says it: a key left in is no lock."""

PATROL_WORDS = (
    "found_on_patrol",
    "patrol",
    "巡回中の発見",
    "パトロール中の発見",
    "巡回中",
)
ATTEMPT_WORDS = ("未遂", "attempt", "true")

_ATTEMPT = re.compile("未遂")
_ITEMS = re.compile(r"(\d{1,4})件")
_DIGITS = re.compile(r"\D")
_SETTINGS_IN_NOTES = (
    ("集合住宅", "flats"),
    ("共同住宅", "flats"),
    ("戸建", "detached_house"),
)


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a user says of a file that does not say it itself.

    Parameters
    ----------
    kind : str or None
        Of the vocabulary.
    prefecture, municipality : str
    known_by : "reported" or "found_on_patrol"
    """

    kind: str | None = None
    prefecture: str = ""
    municipality: str = ""
    known_by: KnownBy = "reported"


class Refused(ValueError):
    """A line that cannot be taken: in which column, what stands there, what should."""

    def __init__(self, column: str, found: str, expected: Text, remedy: Text) -> None:
        self.column, self.found = column, found
        self.expected, self.remedy = expected, remedy
        super().__init__(column)


@dataclass(frozen=True)
class RowReader:
    """Reads the lines of one file.

    Parameters
    ----------
    layout : Layout
    headings : sequence of str
        As they stand in the file, for messages.
    given : Given
    account : Account
        Where repairs and refusals are written down.
    source : str
        Id of the source, with which the ids of incidents begin.
    """

    layout: Layout
    headings: Sequence[str]
    given: Given
    account: Account
    source: str

    def read(self, line: int, cells: Sequence[str]) -> tuple[Incident, ...]:
        """Turn a line into the incidents that it stands for; none where refused."""
        try:
            return self._incidents(_Row(self, line, cells))
        except Refused as refused:
            self.account.undo(line)
            self.account.refused.append(self._problem(line, refused))
            return ()

    def _incidents(self, row: _Row) -> tuple[Incident, ...]:
        row = row.with_columns_in_place()
        note = unicodedata.normalize("NFKC", row.cell("note"))
        one = Incident(
            id=f"{self.source}:{row.line}",
            kind=row.kind(),
            when=row.when(),
            where=row.where(),
            setting=row.setting() or _setting_in(note),
            known_by=row.known_by(),
            is_attempt=row.is_attempt() or bool(_ATTEMPT.search(note)),
            was_locked=LOCKED.get(row.cell("locked")),
            source=self.source,
        )
        count = row.count(note)
        if count == 1:
            return (one,)
        self.account.repaired("counted", row.line)
        return tuple(replace(one, id=f"{one.id}/{n}") for n in range(1, count + 1))

    def _problem(self, line: int, refused: Refused) -> Problem:
        column = self.layout.columns.get(refused.column, -1)
        number = column + 1
        has_heading = 0 <= column < len(self.headings)
        heading = self.headings[column].strip()[:20] if has_heading else refused.column
        at = (
            Text(ja=f"{number}列目", en=f"column {number}")
            if number
            else Text.same("-")
        )
        return Problem(
            file=self.account.file,
            where=Text(
                ja=f"{line}行目 {at.ja}「{heading}」",
                en=f"line {line}, {at.en} ({heading})",
            ),
            found=_quotable(refused.found),
            expected=refused.expected,
            remedy=refused.remedy,
        )


@dataclass(frozen=True)
class _Row:
    reader: RowReader
    line: int
    cells: Sequence[str]

    @property
    def columns(self) -> Mapping[str, int]:
        return self.reader.layout.columns

    def cell(self, name: str) -> str:
        column = self.columns.get(name, -1)
        return self.cells[column].strip() if 0 <= column < len(self.cells) else ""

    def repaired(self, code: str, before: str = "", after: str = "") -> None:
        self.reader.account.repaired(code, self.line, before, after)

    def with_columns_in_place(self) -> _Row:
        """Exchange kind and hour where they stand in each other's column."""
        kind, hour = self.cell("kind"), self.cell("hour")
        kind_of = incident_vocabulary().kind_of
        if not hour or kind_of(kind) or kind_of(hour) is None:
            return self
        cells = list(self.cells)
        one, other = self.columns["kind"], self.columns["hour"]
        cells[one], cells[other] = hour, kind
        self.repaired("swapped")
        return replace(self, cells=cells)

    def kind(self) -> str:
        written = self.cell("kind")
        if not written and self.reader.given.kind:
            return self.reader.given.kind
        kind = incident_vocabulary().kind_of(written)
        if kind is None:
            known = [kind.label.ja for kind in incident_vocabulary().kinds.values()]
            raise Refused("kind", written, did_you_mean(written, known), _KIND)
        return kind

    def setting(self) -> str | None:
        return incident_vocabulary().setting_of(self.cell("setting"))

    def known_by(self) -> KnownBy:
        is_found = self.cell("known_by") in PATROL_WORDS
        return "found_on_patrol" if is_found else self.reader.given.known_by

    def is_attempt(self) -> bool:
        return self.cell("attempt").casefold() in ATTEMPT_WORDS

    def count(self, note: str) -> int:
        written = unicodedata.normalize("NFKC", self.cell("count")).removesuffix("件")
        in_note = _ITEMS.search(note)
        if not written.isdecimal() and written:
            raise Refused("count", written, _A_COUNT, _CORRECT)
        count = int(written[:9]) if written else 1
        if count == 1 and in_note:
            count = int(in_note[1])
        if not 1 <= count <= MOST_AT_ONCE:
            raise Refused("count", str(count), _A_COUNT, _CORRECT)
        return count

    def when(self) -> When:
        days, hours = self._days_and_hours()
        for repair in filter(None, (days.repair, hours.repair)):
            self.repaired(repair)
        until = self._until(days)
        if until is not None and hours.hour is not None:
            return self._span(days, hours.hour, *until)
        is_one_day = days.first_on is not None and days.first_on == days.last_on
        if hours.is_next_day and is_one_day and days.first_on:
            next_on = day_after(days.first_on)
            return When(first_on=next_on, last_on=next_on, hour=0)
        if hours.until_hour is not None:
            return self._range(days, hours) if is_one_day else _of_days(days)
        return When(first_on=days.first_on, last_on=days.last_on, hour=hours.hour)

    def _range(self, days: Days, hours: Hours) -> When:
        first_on, hour, until = days.first_on, hours.hour, hours.until_hour
        if first_on is None or hour is None or until is None:
            return _of_days(days)
        last_on = day_after(first_on) if until < hour else first_on
        return When(first_on=first_on, last_on=last_on, hour=hour, until_hour=until)

    def _span(self, days: Days, hour: int, until: Days, until_hour: int) -> When:
        if days.first_on is None or until.last_on is None:
            return _of_days(days)
        is_backwards = (until.last_on, until_hour) < (days.first_on, hour)
        if is_backwards:
            raise Refused("until_date", self.cell("until_date"), _LATER, _CORRECT)
        return When(
            first_on=days.first_on,
            last_on=until.last_on,
            hour=hour,
            until_hour=until_hour,
        )

    def _until(self, days: Days) -> tuple[Days, int] | None:
        """Read the end of a span, where a list has one."""
        until_hour = read_hours(self.cell("until_hour")).hour
        written = self.cell("until_date")
        if until_hour is None or (is_unknown(written) and not days.first_on):
            return None
        until = days if is_unknown(written) else read_days(written)
        if until is None:
            raise Refused("until_date", written, _A_DAY, _CORRECT)
        return (until, until_hour) if until.first_on else None

    def _days_and_hours(self) -> tuple[Days, Hours]:
        if "date" in self.columns or "instant" in self.columns:
            return self._written_out()
        return self._year_and_month(), read_hours(self.cell("hour"))

    def _written_out(self) -> tuple[Days, Hours]:
        name = "date" if "date" in self.columns else "instant"
        written = self.cell(name)
        read = read_instant(written)
        if read is None:
            raise Refused(name, written, _A_DAY, _DATE)
        days, hours = read
        if "hour" in self.columns:
            hours = read_hours(self.cell("hour"))
        is_national = "管轄" in "".join(self.reader.headings)
        if "/" in written and is_national and not days.repair:
            days = replace(days, repair="date_rewritten")
        return days, hours

    def _year_and_month(self) -> Days:
        year, month = (
            _DIGITS.sub("", unicodedata.normalize("NFKC", self.cell(name)))
            for name in ("year", "month")
        )
        if not year:
            return Days()
        days = month_of(int(year[:6]), int(month[:6])) if month else read_days(year)
        if days is None:
            raise Refused("year", f"{year}-{month}".strip("-"), _A_DAY, _DATE)
        return days

    def where(self) -> Where:
        given = self.reader.given
        prefecture = self.cell("prefecture") or given.prefecture
        if prefecture and not is_prefecture(prefecture):
            raise Refused("prefecture", prefecture, _PREFECTURE, _CORRECT)
        municipality, address = self._municipality(), self.cell("block")
        if not municipality and not given.municipality:
            named, municipality, address = split_address(address)
            prefecture = prefecture or named
        municipality = municipality or given.municipality
        for known in filter(None, (prefecture, municipality)):
            address = address.removeprefix(known)
        block = read_block_name("" if is_unknown(address) else address)
        if block.repair:
            self.repaired(block.repair)
        lon, lat = self._point()
        return Where(
            prefecture=prefecture,
            municipality=municipality,
            municipality_code=self._code(prefecture),
            block_name=block.name,
            lon=lon,
            lat=lat,
        )

    def _municipality(self) -> str:
        written = "".join(self.cell("municipality").split())
        if is_unknown(written):
            return ""
        is_name = written[-1] in "市区町村" and len(written) <= LONGEST_MUNICIPALITY
        if not is_name or tells_of_person(written):
            raise Refused("municipality", written, _MUNICIPALITY, _CORRECT)
        return written

    def _code(self, prefecture: str) -> str:
        written = unicodedata.normalize("NFKC", self.cell("municipality_code"))
        code, repair = read_code(written, prefecture)
        if repair:
            shown = written if written.isdecimal() else ""
            self.repaired(repair, shown, code)
        return code

    def _point(self) -> tuple[float | None, float | None]:
        written = self.cell("lon"), self.cell("lat")
        if all(map(is_unknown, written)):
            return None, None
        try:
            lon, lat = (float(unicodedata.normalize("NFKC", one)) for one in written)
        except ValueError:
            raise Refused("lon", ", ".join(written), _A_POINT, _CORRECT) from None
        if (lon, lat) == (0.0, 0.0):
            self.repaired("no_place")
            return None, None
        west, south, east, north = JAPAN_BOUNDS
        if not (west <= lon <= east and south <= lat <= north):
            raise Refused("lon", f"{lon:g}, {lat:g}", _A_POINT, _SWAPPED)
        return lon, lat


LONGEST_MUNICIPALITY = 16
"""No name of a municipality, with district or ward, has more letters."""


def problems_of_headings(file: str, found: Sequence[str]) -> Iterator[Problem]:
    """Say that a file has no headings that are known."""
    yield Problem(
        file=file,
        where=Text(ja="見出し行", en="headings"),
        found=_quotable(", ".join(found)) or "-",
        expected=Text(
            ja="「手口」「発生年月日（始期）」「町丁目（発生地）」などの見出し",
            en="headings such as 手口, 発生年月日（始期）, 町丁目（発生地）, "
            "or kind, date, block",
        ),
        remedy=Text(
            ja="公表されたままのファイルか、見出しのある表を指定してください。",
            en="Give the file as it was published, or a table with headings.",
        ),
    )


def problem_of_no_kinds(file: str, found: Sequence[str]) -> Problem:
    """Say once that a list has no kinds, not anew on each of its lines."""
    return Problem(
        file=file,
        where=Text(ja="見出し行", en="headings"),
        found=_quotable(", ".join(found)),
        expected=Text(
            ja="種別の列（見出し「手口」「種別」など）、または --kind",
            en="a column of kinds (headed 手口, 種別 or kind), or --kind",
        ),
        remedy=Text(
            ja="この一覧の種別が一つなら --kind で指定してください"
            "（例 --kind 自転車盗）。いくつもあるなら、種別の列のある一覧が要ります。",
            en="Where all are of one kind, state it, as in --kind bicycle_theft. Where "
            "they are of several, the list needs a column that says which.",
        ),
    )


def _of_days(days: Days) -> When:
    return When(first_on=days.first_on, last_on=days.last_on)


def _setting_in(note: str) -> str | None:
    return next((id_ for word, id_ in _SETTINGS_IN_NOTES if word in note), None)


def _quotable(found: str) -> str:
    """Shorten what is quoted; what tells of a person is not quoted at all."""
    if tells_of_person(found):
        return "（***）"
    return found[:20] or "-"


_KIND = Text(
    ja="語彙にある種別に直すか、--kind で種別を指定してください。",
    en="Use a kind of the vocabulary, or state the kind with --kind.",
)
_DATE = Text(
    ja="年の分かる日付に直すか、分からなければ「不明」としてください。",
    en="Write a date with its year, or 不明 where it is unknown.",
)
_CORRECT = Text(ja="この欄を直してください。", en="Correct this cell.")
_SWAPPED = Text(
    ja="経度と緯度が逆でないか、度で書かれているか確かめてください。",
    en="See whether longitude and latitude are swapped, and in degrees.",
)
_A_DAY = Text(
    ja="日付（例 2018-12-26、令和6年4月15日）、または 不明",
    en="a date such as 2018-12-26 or 令和6年4月15日, or 不明",
)
_LATER = Text(ja="始期より後の終期", en="an end after the beginning")
_A_COUNT = Text(
    ja=f"1から{MOST_AT_ONCE}までの件数", en=f"a count from 1 to {MOST_AT_ONCE}"
)
_A_POINT = Text(
    ja="日本国内の経度・緯度（度）", en="longitude and latitude in Japan, in degrees"
)
_PREFECTURE = Text(ja="都道府県名", en="the name of a prefecture")
_MUNICIPALITY = Text(ja="市区町村名", en="the name of a municipality")
