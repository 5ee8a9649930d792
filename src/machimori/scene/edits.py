"""Changes to a scene: what measures, trimming and live edits all are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from machimori.errors import InvalidInput, Problem, UnknownName
from machimori.language import Text
from machimori.scene.model import Feature, Scene


@dataclass(frozen=True)
class Edit:
    """One change.

    Parameters
    ----------
    op : str
        ``add``, ``replace`` or ``remove``.
    id : str
        Of the feature concerned.
    feature : Feature or None
        What is added or put in its place, under the same id.
    """

    op: Literal["add", "replace", "remove"]
    id: str
    feature: Feature | None = None


def apply(scene: Scene, edits: Iterable[Edit]) -> Scene:
    """Return the scene as it is after some edits, made one after the other.

    Parameters
    ----------
    scene : Scene
        Stays as it is.
    edits : iterable of Edit

    Returns
    -------
    Scene
        Features keep their order; what is added comes last.

    Raises
    ------
    UnknownName
        Where an edit replaces or removes what is not there.
    InvalidInput
        Where it adds an id that is there, or brings no feature of that id.
    """
    features = {feature.id: feature for feature in scene.features}
    change(features, edits)
    return scene.replacing(features.values())


def change(
    features: dict[str, Feature], edits: Iterable[Edit]
) -> dict[str, tuple[Feature | None, Feature | None]]:
    """Make some edits in place: all of them, or none where one cannot be made.

    Parameters
    ----------
    features : dict of str to Feature
        By id.
    edits : iterable of Edit

    Returns
    -------
    dict
        For each id concerned, the feature before and after; None where there is none.

    Raises
    ------
    UnknownName, InvalidInput
        As `apply`.
    """
    gone: set[str] = set()
    come: dict[str, Feature] = {}
    for edit in edits:
        is_there = edit.id in come or (edit.id in features and edit.id not in gone)
        _check(edit, is_there, features)
        if edit.feature is None or edit.op == "remove":
            come.pop(edit.id, None)
            gone.add(edit.id)
        else:
            come[edit.id] = edit.feature
    before = {id_: features.get(id_) for id_ in (*gone, *come)}
    for id_ in gone:
        features.pop(id_, None)
    features.update(come)
    return {id_: (old, come.get(id_)) for id_, old in before.items()}


def _check(edit: Edit, is_there: bool, features: Mapping[str, Feature]) -> None:
    if edit.op != "add" and not is_there:
        raise UnknownName(Text(ja="地物", en="feature"), edit.id, features)
    if edit.op == "add" and is_there:
        raise InvalidInput([_problem(edit, _NEW_ID, _CHOOSE_ANOTHER)])
    is_brought = edit.feature is not None and edit.feature.id == edit.id
    if edit.op != "remove" and not is_brought:
        raise InvalidInput([_problem(edit, _ITS_FEATURE, _BRING_IT)])


_NEW_ID = Text(ja="場面にないid", en="an id that the scene does not have")
_CHOOSE_ANOTHER = Text(
    ja="別のidにするか、置き換え（replace）にしてください。",
    en="Choose another id, or replace instead.",
)
_ITS_FEATURE = Text(ja="同じidの地物", en="a feature of the same id")
_BRING_IT = Text(ja="地物を添えてください。", en="Give the feature along with it.")


def _problem(edit: Edit, expected: Text, remedy: Text) -> Problem:
    return Problem(
        file="",
        where=Text(ja=f"変更 {edit.op}", en=f"edit {edit.op}"),
        found=edit.id,
        expected=expected,
        remedy=remedy,
    )
