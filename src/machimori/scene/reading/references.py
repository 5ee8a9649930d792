"""What features say about each other: ids, owners, defaults, photometry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from machimori.errors import InvalidInput
from machimori.language import Text
from machimori.scene.built_in_photometry import BUILT_IN_PHOTOMETRY
from machimori.scene.photometry import Photometry
from machimori.scene.reading.drafts import AN_ID, ONE_ID, Draft
from machimori.scene.reading.problems import ProblemList, in_feature, shown, suggestion
from machimori.scene.vocabulary import vocabulary

FILE_SUFFIXES = (".ies", ".ldt")
"""Endings of photometric files, in small letters."""


def apply_place_defaults(drafts: Iterable[Draft], place: Mapping[str, str]) -> None:
    """Fill in what the file says for its place; a place is never invented.

    ``status`` holds for every place that states none; ``id`` for the one place without
    an id; ``name`` for the place with that id, or the only place.
    """
    places = [draft for draft in drafts if draft.kind == "place"]
    nameless = [draft for draft in places if draft.id is None]
    if len(nameless) == 1 and "id" in place:
        nameless[0].id = nameless[0].label = place["id"]
    for draft in places:
        if "status" in place:
            draft.properties.setdefault("status", place["status"])
        if "name" in place and (len(places) == 1 or draft.id == place.get("id")):
            draft.properties.setdefault("name", place["name"])


def check_ids(drafts: Sequence[Draft], problems: ProblemList) -> None:
    """Refuse features without an id and ids that stand twice."""
    for draft in drafts:
        if draft.id is None:
            problems.add(in_feature(draft.label, "id"), None, AN_ID, ONE_ID)
    for name, count in Counter(d.id for d in drafts if d.id).items():
        if count > 1:
            expected = Text(ja="ファイルに1つだけの id", en="an id that stands once")
            found = f"{shown(name)} × {count}"
            problems.add(in_feature(shown(name), "id"), found, expected, ONE_ID)


def check_references(drafts: Sequence[Draft], problems: ProblemList) -> None:
    """Refuse references to nothing, and owners that own each other in a circle."""
    ids = frozenset(draft.id for draft in drafts if draft.id)
    for draft in drafts:
        for name, words in _REFERENCES.items():
            target = draft.properties.get(name)
            if target is not None and target not in ids and target not in words():
                remedy = suggestion(target, ids)
                where = in_feature(draft.label, name)
                problems.add(where, target, _EXISTING_ID, remedy)
    _refuse_circles(drafts, problems)


ATTACHED_TO_NOTHING = "none"
"""What a place says that stands for itself."""


def _place_kinds() -> Iterable[str]:
    kinds = vocabulary().kinds["place"].properties["place_kind"].values or ()
    return (*kinds, ATTACHED_TO_NOTHING)


_REFERENCES: Mapping[str, Callable[[], Iterable[str]]] = {
    "part_of": tuple,
    "attached_to": _place_kinds,
    "monitor_at": lambda: vocabulary().kinds,
}
"""Properties that name a feature, and the words that may stand in for one."""

_EXISTING_ID = Text(ja="このファイルにある id", en="an id that this file has")


def _refuse_circles(drafts: Sequence[Draft], problems: ProblemList) -> None:
    owner_of = {d.id: d.properties.get("part_of") for d in drafts if d.id}
    done: set[str] = set()
    for draft in drafts:
        trail: dict[str, None] = {}
        step = draft.id
        while step and step not in done and step not in trail:
            trail[step] = None
            step = owner_of.get(step)
        done |= set(trail)
        if step and step in trail:
            names = list(trail)
            circle = [*names[names.index(step) :], step]
            found = " → ".join(shown(name) for name in circle)
            where = in_feature(shown(step), "part_of")
            problems.add(where, found, _NO_CIRCLE, _BREAK_CIRCLE)


_NO_CIRCLE = Text(ja="輪にならない part_of", en="owners that do not form a circle")
_BREAK_CIRCLE = Text(
    ja="どれか1つの part_of を取り除いてください。", en="Remove one of the part_of."
)


def photometries_of(
    drafts: Sequence[Draft],
    read_photometry: Callable[[str], Photometry] | None,
    problems: ProblemList,
) -> dict[str, Photometry]:
    """Read each photometric file that a lamp names, once.

    Returns
    -------
    dict
        By the name that lamps use, in the order of the file; built-in names are left
        out.
    """
    read: dict[str, Photometry] = {}
    refused: set[str] = set()
    for draft in drafts:
        name = draft.properties.get("photometry")
        if name is None or name in BUILT_IN_PHOTOMETRY or name in read:
            continue
        if read_photometry is None or not name.lower().endswith(FILE_SUFFIXES):
            where = in_feature(draft.label, "photometry")
            remedy = suggestion(name, BUILT_IN_PHOTOMETRY)
            problems.add(where, name, _A_PHOTOMETRY, remedy)
        elif name not in refused:
            try:
                read[name] = read_photometry(name)
            except InvalidInput as wrong:
                refused.add(name)
                where = in_feature(draft.label, "photometry")
                problems.found.extend(
                    replace(one, where=where) if one.file == problems.file else one
                    for one in wrong.problems
                )
    return read


_A_PHOTOMETRY = Text(
    ja="組込みの配光の名か、このファイルと同じフォルダーの .ies / .ldt",
    en="a built-in photometry, or an .ies or .ldt file beside this one",
)
