"""How the reading of a list went: what was repaired, what refused, what left behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from machimori.errors import Problem
from machimori.language import Text

EXAMPLES = 3
"""How many lines are named of those that had the same repair."""


@dataclass(frozen=True)
class Repair:
    """Something that was put right, the same way in some lines.

    Parameters
    ----------
    code : str
        Of ``REPAIRS``.
    count : int
        How many lines.
    lines : tuple of int
        The first of them.
    example : str
        What it looked like and what was made of it; empty where nothing is quoted.
    """

    code: str
    count: int
    lines: tuple[int, ...]
    example: str = ""

    @property
    def says(self) -> Text:
        """What was repaired, and how."""
        return REPAIRS[self.code]


@dataclass(frozen=True, kw_only=True)
class FileReport:
    """How the reading of one file went.

    Parameters
    ----------
    file : str
        As the user named it.
    source : str
        Id of the source that it became; empty where it became none.
    encoding, delimiter : str
        Of text; empty where there is none.
    rows : int
        Lines that hold something, without headings.
    read : int
        Incidents made of them.
    repairs : tuple of Repair
    refused : tuple of Problem
        One for each line that was not taken.
    of_persons, not_read : tuple of str
        Headings left behind: because they tell of a person, because nothing needs them.
    notes : tuple of Text
        What else the reader should know.
    """

    file: str
    source: str = ""
    encoding: str = ""
    delimiter: str = ""
    rows: int = 0
    read: int = 0
    repairs: tuple[Repair, ...] = ()
    refused: tuple[Problem, ...] = ()
    of_persons: tuple[str, ...] = ()
    not_read: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()


@dataclass
class Account:
    """What a reader writes down while it reads a file."""

    file: str
    refused: list[Problem] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    _lines: dict[str, list[int]] = field(default_factory=dict)
    _examples: dict[str, str] = field(default_factory=dict)

    def repaired(self, code: str, line: int, before: str = "", after: str = "") -> None:
        """Write down that something was put right."""
        lines = self._lines.setdefault(code, [])
        if not lines or lines[-1] != line:
            lines.append(line)
        if before:
            self._examples.setdefault(code, f"{before[:24]} → {after[:24]}")

    def undo(self, line: int) -> None:
        """Forget the repairs of a line that is refused after all."""
        for lines in self._lines.values():
            if lines and lines[-1] == line:
                lines.pop()

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """The repairs, the most frequent first."""
        found = [
            Repair(
                code, len(lines), tuple(lines[:EXAMPLES]), self._examples.get(code, "")
            )
            for code, lines in self._lines.items()
            if lines
        ]
        return tuple(sorted(found, key=lambda r: (-r.count, r.code)))


def total(reports: Iterable[FileReport]) -> Mapping[str, int]:
    """Add up rows, incidents, repairs and refusals of several files."""
    sums: Counter[str] = Counter()
    for one in reports:
        sums["rows"] += one.rows
        sums["read"] += one.read
        sums["repaired"] += sum(repair.count for repair in one.repairs)
        sums["refused"] += len(one.refused)
    return sums


REPAIRS: Mapping[str, Text] = {
    "code_zero": Text(
        ja="市区町村コードの先頭の0が失われていたので補った",
        en="municipality codes had lost their leading zero: put back",
    ),
    "code_dropped": Text(
        ja="都道府県と合わない、または検査数字の誤った市区町村コードを使わなかった",
        en="municipality codes that contradict the prefecture or their own check "
        "digit: not used",
    ),
    "date_rewritten": Text(
        ja="表計算ソフトが書き換えた日付を読み直した",
        en="dates that a spreadsheet had rewritten: read again",
    ),
    "date_serial": Text(
        ja="日付が表計算ソフトの通し番号になっていたので戻した",
        en="dates that had become a spreadsheet's serial numbers: turned back",
    ),
    "era": Text(ja="和暦を西暦に直した", en="Japanese eras: turned into years"),
    "hour_fraction": Text(
        ja="時刻が1日の割合の小数になっていたので戻した",
        en="times that had become fractions of a day: turned back",
    ),
    "hour_24": Text(
        ja="24時を翌日の0時とした", en="24 o'clock: taken as 0 o'clock of the next day"
    ),
    "swapped": Text(
        ja="種別と時刻の列が入れ替わった行を読み替えた",
        en="lines whose kind and time stand in each other's column: exchanged",
    ),
    "doubled": Text(
        ja="同じ列が繰り返されていたので、初めの列だけを読んだ",
        en="columns that are repeated: only the first were read",
    ),
    "place_dropped": Text(
        ja="町丁目の名ではない書き込みを場所の欄から取り除いた",
        en="what stands in the column of places and is no name of a block: left behind",
    ),
    "no_place": Text(
        ja="座標が 0, 0 の行は座標なしとした",
        en="coordinates 0, 0: taken for none",
    ),
    "hour_words": Text(
        ja="数字で書かれていない時刻を「不明」とした",
        en="times told in words: taken as unknown",
    ),
    "headings": Text(
        ja="文字化けした見出しを読み直した", en="garbled headings: read again"
    ),
    "layout": Text(
        ja="見出しが読めないので、全国共通の列の並びとして読んだ",
        en="unreadable headings: the columns were taken in the national order",
    ),
    "counted": Text(
        ja="「2件」などの行を、その件数に分けた",
        en="lines that stand for several incidents: taken as that many",
    ),
    "place_cut": Text(
        ja="場所の書き込みを町丁目までに切り詰めた",
        en="places written more finely: cut down to the block",
    ),
}
