"""An Excel workbook in pieces: the first leaves before the last row was read.

Only what the office's tables need: words, numbers, days and instants under a line of
heads. No cell can hold a formula, and nothing is kept of a row once it is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from machimori_office.web.words import JST

PIECE_BYTES = 64 * 1024
LONGEST_CELL = 32_767
"""Letters that Excel bears in a cell."""

_FIRST_DAY = date(1899, 12, 30)
_FIRST_INSTANT = datetime.combine(_FIRST_DAY, time())
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel would read these as the letter of that number.
_ESCAPED = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")

Cell = str | int | float | date | datetime | None


@dataclass(frozen=True)
class Page:
    """A sheet of the workbook.

    Parameters
    ----------
    name : str
    heads : sequence of str
    widths : sequence of float
        Of the columns, in letters.
    rows : iterable of sequences of cells
        Read once, as they are written.
    """

    name: str
    heads: Sequence[str]
    widths: Sequence[float]
    rows: Iterable[Sequence[Cell]]


def disarmed(value: str) -> str:
    """Keep what somebody wrote from being taken for a formula."""
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value


def pieces(title: str, pages: Sequence[Page], *, at: datetime) -> Iterator[bytes]:
    """Write a workbook, a piece at a time."""
    outlet, made_on = _Outlet(), at.astimezone(JST).timetuple()[:6]
    with ZipFile(outlet, "w", ZIP_DEFLATED) as book:
        for name, part in _frame(title, pages, at).items():
            book.writestr(_entry(name, made_on), part)
        ranges = []
        for number, page in enumerate(pages, start=1):
            name = f"xl/worksheets/sheet{number}.xml"
            with book.open(_entry(name, made_on), "w") as file:
                lines = 0
                for line in _lines(page):
                    lines += 1
                    file.write(line.encode())
                    if outlet.is_full:
                        yield outlet.taken()
                ranges.append(f"A1:{_letters(len(page.heads))}{lines}")
                file.write(_end(ranges[-1]).encode())
        told = _workbook(pages, ranges)
        book.writestr(_entry("xl/workbook.xml", made_on), told)
    yield outlet.taken()


class _Outlet:
    """What a zip file is written to, and taken from meanwhile."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, content: bytes, /) -> int:
        self._held += content
        return len(content)

    def flush(self) -> None:
        """Hold nothing back."""

    def close(self) -> None:
        """Stay open: what is held is still to be taken."""

    @property
    def is_full(self) -> bool:
        return len(self._held) >= PIECE_BYTES

    def taken(self) -> bytes:
        content = bytes(self._held)
        self._held.clear()
        return content


def _entry(name: str, made_on: tuple[int, ...]) -> ZipInfo:
    entry = ZipInfo(name, made_on)  # type: ignore[arg-type]
    entry.compress_type = ZIP_DEFLATED
    return entry


def _lines(page: Page) -> Iterator[str]:
    """The sheet row by row; what stands before the first row belongs to it."""
    letters = [_letters(n + 1) for n in range(len(page.heads))]
    heads = "".join(
        _words(f"{letter}1", head, _HEAD)
        for letter, head in zip(letters, page.heads, strict=True)
    )
    yield f'{_begin(page)}<row r="1">{heads}</row>'
    for number, row in enumerate(page.rows, start=2):
        cells = zip(letters, row, strict=True)
        written = "".join(_cell(f"{letter}{number}", value) for letter, value in cells)
        yield f'<row r="{number}">{written}</row>'


def _cell(place: str, value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        since = value.astimezone(JST).replace(tzinfo=None) - _FIRST_INSTANT
        days = since.total_seconds() / 86_400
        return f'<c r="{place}" s="{_INSTANT}"><v>{days:.10f}</v></c>'
    if isinstance(value, date):
        return f'<c r="{place}" s="{_DAY}"><v>{(value - _FIRST_DAY).days}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}" s="{_PLAIN}"><v>{value + 0!r}</v></c>'
    return _words(place, disarmed(str(value)), _PLAIN)


def _words(place: str, said: str, style: int) -> str:
    bare = _ESCAPED.sub("_x005F_", _NO_XML.sub("", said[:LONGEST_CELL]))
    text = f'<is><t xml:space="preserve">{escape(bare)}</t></is>'
    return f'<c r="{place}" s="{style}" t="inlineStr">{text}</c>'


def _letters(column: int) -> str:
    """Name a column as Excel does, from 1: A, B, … Z, AA."""
    above, letter = divmod(column - 1, 26)
    return (_letters(above) if above else "") + chr(ord("A") + letter)


_HEAD, _PLAIN, _DAY, _INSTANT = 1, 2, 3, 4
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OPEN = "http://schemas.openxmlformats.org"
_MAIN = f"{_OPEN}/spreadsheetml/2006/main"
_RELATIONS = f"{_OPEN}/officeDocument/2006/relationships"
_PACKAGE = f"{_OPEN}/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def _begin(page: Page) -> str:
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(page.widths, start=1)
    )
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>'
    )


def _end(range_: str) -> str:
    margins = (
        'left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"'
    )
    return (
        f'</sheetData><autoFilter ref="{range_}"/><pageMargins {margins}/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _frame(title: str, pages: Sequence[Page], at: datetime) -> dict[str, str]:
    """Return the parts that say nothing of the rows."""
    numbers = range(1, len(pages) + 1)
    return {
        "[Content_Types].xml": _content_types(numbers),
        "_rels/.rels": _relations(
            [
                (f"{_RELATIONS}/officeDocument", "xl/workbook.xml"),
                (
                    f"{_PACKAGE}/relationships/metadata/core-properties",
                    "docProps/core.xml",
                ),
            ]
        ),
        "docProps/core.xml": _core(title, at),
        "xl/_rels/workbook.xml.rels": _relations(
            [(f"{_RELATIONS}/worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
            + [(f"{_RELATIONS}/styles", "styles.xml")]
        ),
        "xl/styles.xml": _STYLES,
    }


def _content_types(numbers: Iterable[int]) -> str:
    kinds = {"/xl/workbook.xml": f"{_TYPES}.sheet.main+xml"}
    kinds |= {
        f"/xl/worksheets/sheet{n}.xml": f"{_TYPES}.worksheet+xml" for n in numbers
    }
    kinds["/xl/styles.xml"] = f"{_TYPES}.styles+xml"
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    kinds["/docProps/core.xml"] = core
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    parts = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>'
        for name, kind in kinds.items()
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    told = f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
    return _XML + told


def _core(title: str, at: datetime) -> str:
    made = f"{at.astimezone(JST):%Y-%m-%dT%H:%M:%SZ}"
    names = {
        "cp": f"{_PACKAGE}/metadata/core-properties",
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
    spaces = " ".join(f'xmlns:{short}="{name}"' for short, name in names.items())
    created = f'<dcterms:created xsi:type="dcterms:W3CDTF">{made}</dcterms:created>'
    return (
        f"{_XML}<cp:coreProperties {spaces}><dc:title>{escape(title)}</dc:title>"
        f"<dc:creator>Machimori</dc:creator>{created}</cp:coreProperties>"
    )


def _workbook(pages: Sequence[Page], ranges: Sequence[str]) -> str:
    """Name the sheets, the line that each page of paper repeats, and the filters."""
    sheets = "".join(
        f'<sheet name={quoteattr(page.name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, page in enumerate(pages, start=1)
    )
    filters = _defined(pages, ranges, '_xlnm._FilterDatabase" hidden="1', _absolute)
    titles = _defined(pages, ranges, "_xlnm.Print_Titles", lambda _: "$1:$1")
    return (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
        f'<bookViews><workbookView activeTab="0"/></bookViews><sheets>{sheets}</sheets>'
        f"<definedNames>{filters}{titles}</definedNames></workbook>"
    )


def _defined(
    pages: Sequence[Page],
    ranges: Sequence[str],
    name: str,
    told: Callable[[str], str],
) -> str:
    return "".join(
        f'<definedName name="{name}" localSheetId="{n}">{_quoted(page.name)}!'
        f"{told(range_)}</definedName>"
        for n, (page, range_) in enumerate(zip(pages, ranges, strict=True))
    )


def _quoted(name: str) -> str:
    doubled = name.replace("'", "''")
    return escape(f"'{doubled}'")


def _absolute(range_: str) -> str:
    return re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", range_)


def _styles() -> str:
    font = '<sz val="10"/><name val="Meiryo"/>'
    fill = '<patternFill patternType="{}"/>'
    grey = '<patternFill patternType="solid"><fgColor rgb="FFF1F1F3"/></patternFill>'
    sides = "<left/><right/><top/>"
    looks = [
        (0, 0, 0, 0, ""),
        (0, 1, 2, 1, ' wrapText="1"'),
        (0, 0, 0, 0, ' wrapText="1"'),
        (164, 0, 0, 0, ""),
        (165, 0, 0, 0, ""),
    ]
    cells = "".join(_look(*look) for look in looks)
    return (
        f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="2">'
        '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
        '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>'
        f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        f'<fills count="3"><fill>{fill.format("none")}</fill>'
        f"<fill>{fill.format('gray125')}</fill><fill>{grey}</fill></fills>"
        f'<borders count="2"><border>{sides}<bottom/><diagonal/></border>'
        f'<border>{sides}<bottom style="thin"/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="{len(looks)}">{cells}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
        "</cellStyles></styleSheet>"
    )


def _look(number: int, font: int, fill: int, border: int, wrap: str) -> str:
    kinds = f'numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}"'
    applied = 'applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"'
    return (
        f'<xf {kinds} xfId="0" {applied} applyAlignment="1">'
        f'<alignment vertical="top"{wrap}/></xf>'
    )


_STYLES = _styles()
