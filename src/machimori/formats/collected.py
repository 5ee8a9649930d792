"""Answers collected on telephones: one row a place, unfolded into one row an answer.

ODK and KoboToolbox export a table whose columns are the questions of an XLSForm, named
after their groups (``section_1-…`` or ``section_1/…``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from machimori.formats.tables.sheets import Sheet, is_filled
from machimori.guidelines import Catalogue
from machimori.scene import Scene

AT = "__at__"
"""Stands in a question's name between the criterion and the element."""

ABOUT = ("place", "on", "by", "until", "signed_by")
"""Columns that speak of all answers of a row."""

BESIDE = ("lux", "lux_points", "note")
"""What may stand beside the answer to a question."""

HEADS = ("criterion", "place", "element", "answer", "on", "by", "until", "signed_by")


def question_name(criterion: str, element: str = "") -> str:
    """Name a question as XML allows: ``jp_16_roads_park_path_light__at__path_1``."""
    name = plain_id(criterion)
    return f"{name}{AT}{plain_id(element)}" if element else name


def plain_id(id_: str) -> str:
    """Replace what a name in XML may not hold."""
    return re.sub(r"\W", "_", id_)


def unfolded(sheet: Sheet, catalogue: Catalogue, scene: Scene) -> Sheet:
    """Unfold an export into one row an answer; any other table stays as it is.

    Parameters
    ----------
    sheet : Sheet
    catalogue : Catalogue
        Whose criteria the questions are.
    scene : Scene
        Whose elements they may speak of.

    Returns
    -------
    Sheet
        With the columns of a table of answers. What the collecting program added of
        its own (keys, times, the device) is left out.
    """
    names = [re.split(r"[-/.]", head)[-1] for head in sheet.heads]
    criteria = {question_name(id_): id_ for id_ in catalogue.criteria}
    beside = tuple(f"__{what}" for what in BESIDE)
    asked = [
        name
        for name in names
        if name.split(AT)[0] in criteria and not name.endswith(beside)
    ]
    if not asked:
        return sheet
    elements = {plain_id(id_): id_ for id_ in scene.by_id}
    rows = [
        (where, line)
        for where, cells in sheet.rows
        for line in _answers(
            dict(zip(names, cells, strict=False)), asked, criteria, elements
        )
    ]
    return Sheet((*HEADS, *BESIDE), rows)


def _answers(
    cells: Mapping[str, Any],
    asked: Sequence[str],
    criteria: Mapping[str, str],
    elements: Mapping[str, str],
) -> Iterator[list[Any]]:
    about = {name: cells.get(name) for name in ABOUT}
    for name in asked:
        beside = [cells.get(f"{name}__{what}") for what in BESIDE]
        if not is_filled(cells.get(name)) and not any(map(is_filled, beside)):
            continue
        criterion, _, element = name.partition(AT)
        yield [
            criteria[criterion],
            about["place"],
            elements.get(element, element),
            cells.get(name),
            *(about[head] for head in HEADS[4:]),
            *beside,
        ]
