"""The incidents that a study looks at, and what it leaves out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click
import numpy as np

from machimori.cli.options import FILE, Day, option
from machimori.cli.printing import as_json, as_text, deliver, progress, show
from machimori.cli.speaking import say
from machimori.errors import InvalidInput, Problem, UnknownName
from machimori.formats.incidents import read_incident_lists
from machimori.geometry import PlaneFrame
from machimori.incidents import Chosen, Incidents, choose
from machimori.language import Language, Text
from machimori.reports.hotspots import (
    Sheet,
    sheet_document,
    sheet_features,
    sheet_page,
    sheet_pdf,
    sheet_text,
)

F = TypeVar("F", bound=Callable[..., Any])

incidents_argument = click.argument("incidents", type=FILE, metavar="INCIDENTS")
"""A file that ``machimori incidents import`` has written, or a list that it reads."""

kind_option = option(
    "--kind",
    "kinds",
    multiple=True,
    metavar="KIND",
    says=Text(
        ja="種別（例 自転車盗、bicycle_theft）。繰り返し可。省略するとすべて。",
        en="Kind, such as bicycle_theft. Repeatable; all if left out.",
    ),
)


municipality_option = option(
    "--municipality",
    "municipalities",
    multiple=True,
    metavar="NAME",
    says=Text(
        ja="市区町村（札幌市 なら全区）。繰り返し可。比べる範囲もここに限ります。",
        en="Municipality; a city takes all its wards. Repeatable. Blocks are compared "
        "within it.",
    ),
)


def day_option(name: str, says: Text, **rest: Any) -> Callable[[F], F]:
    """Let the user name a day."""
    return option(name, type=Day(), metavar="DATE", says=says, **rest)


@dataclass(frozen=True)
class Selection:
    """Which incidents the user asks for.

    Parameters
    ----------
    kinds, municipalities : tuple of str
        All where empty.
    first_on, last_on : date or None
        Both included.
    """

    kinds: tuple[str, ...]
    municipalities: tuple[str, ...]
    first_on: date | None = None
    last_on: date | None = None

    def read(self, path: Path) -> Incidents:
        """Read the incidents of the municipalities."""
        return read_incidents(path, self.municipalities)

    def of(self, found: Incidents) -> Chosen:
        """Choose among incidents that were read."""
        return choose(found, self.kinds, first_on=self.first_on, last_on=self.last_on)


def selection_options(command: Callable[..., None]) -> Callable[..., None]:
    """Let the user choose kinds, municipalities and days."""
    until = day_option(
        "--to", Text(ja="この日まで（この日を含む）。", en="Until this day, included.")
    )
    since = day_option("--from", Text(ja="この日から。", en="From this day on."))
    return undated_options(since(until(command)))


def undated_options(command: Callable[..., None]) -> Callable[..., None]:
    """Let the user choose kinds and municipalities."""

    @wraps(command)
    def called(
        *, kinds: tuple[str, ...], municipalities: tuple[str, ...], **rest: Any
    ) -> None:
        days = rest.pop("from", None), rest.pop("to", None)
        command(selection=Selection(kinds, municipalities, *days), **rest)

    return kind_option(municipality_option(called))


def read_incidents(path: Path, municipalities: Sequence[str] = ()) -> Incidents:
    """Read the incidents of some municipalities, or of all."""
    with progress(say("一覧を読んでいます", "reading the incidents")):
        found = read_incident_lists([path]).incidents
    if found.blocks.frame.epsg is None:
        found = _on_a_plane(found)
    if municipalities:
        found = _within(found, tuple(municipalities))
    if not len(found):
        raise InvalidInput([_nothing(path)])
    return found


def require_blocks(chosen: Chosen, path: Path) -> None:
    """Refuse incidents that no table of blocks was put to.

    Raises
    ------
    InvalidInput
    """
    if not len(chosen.incidents.blocks):
        raise InvalidInput([_without_blocks(path)])


def publish(
    sheet: Sheet, *, format_: str, output: Path | None, language: Language
) -> None:
    """Print or write a study."""
    if format_ == "text" and output is None:
        show(sheet_text(sheet, language=language))
        return
    deliver(_written(sheet, format_, language), output)


def _written(sheet: Sheet, format_: str, language: Language) -> str | bytes:
    if format_ == "html":
        return sheet_page(sheet, language=language)
    if format_ == "pdf":
        today = date.today()  # noqa: DTZ011, TID251 - the edge
        return sheet_pdf(sheet, on=today, language=language)
    if format_ == "json":
        return as_json(sheet_document(sheet, language=language))
    if format_ == "geojson":
        return as_json(sheet_features(sheet, language=language))
    return as_text(sheet_text(sheet, language=language))


def _on_a_plane(found: Incidents) -> Incidents:
    """Place real points that come without blocks, which would say on which plane."""
    known = [(w.lon, w.lat) for w in (one.where for one in found) if w.lon is not None]
    if not known:
        return found
    lon, lat = np.array(known, dtype=np.float64).mean(axis=0)
    frame = PlaneFrame.around(float(lon), float(lat))
    return replace(found, blocks=replace(found.blocks, frame=frame))


def _within(found: Incidents, names: tuple[str, ...]) -> Incidents:
    known = {one.where.municipality for one in found}
    for name in names:
        if not any(one.startswith(name) for one in known):
            raise UnknownName(_A_MUNICIPALITY, name, known)
    blocks = tuple(b for b in found.blocks if b.municipality.startswith(names))
    kept = replace(found, blocks=replace(found.blocks, items=blocks))
    return kept.only(lambda one: one.where.municipality.startswith(names))


_A_MUNICIPALITY = Text(ja="市区町村", en="municipality")
_INCIDENTS = Text(ja="発生事案", en="incidents")


def _nothing(path: Path) -> Problem:
    return Problem(
        file=str(path),
        where=_INCIDENTS,
        found="0",
        expected=Text(ja="一件以上の発生事案", en="one incident at least"),
        remedy=Text(
            ja="machimori incidents import で一覧を読み直してください。",
            en="Read the lists again with machimori incidents import.",
        ),
    )


def _without_blocks(path: Path) -> Problem:
    return Problem(
        file=str(path),
        where=Text(ja="町丁目", en="blocks"),
        found="-",
        expected=Text(ja="町丁目の表", en="a table of blocks"),
        remedy=Text(
            ja="machimori incidents import --blocks で境界を渡して作り直してください。",
            en="Make the file again with machimori incidents import --blocks.",
        ),
    )
