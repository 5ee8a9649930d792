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
    return scene.replacing(changed(features, edits).values())


def changed(
    features: Mapping[str, Feature], edits: Iterable[Edit]
) -> dict[str, Feature]:
    """Return features by id as they are after some edits; as `apply`, in less time."""
    features = dict(features)
    for edit in edits:
        if edit.op != "add" and edit.id not in features:
            raise UnknownName(Text(ja="地物", en="feature"), edit.id, features)
        if edit.op == "remove":
            del features[edit.id]
            continue
        if edit.op == "add" and edit.id in features:
            raise InvalidInput([_problem(edit, _NEW_ID, _CHOOSE_ANOTHER)])
        if edit.feature is None or edit.feature.id != edit.id:
            raise InvalidInput([_problem(edit, _ITS_FEATURE, _BRING_IT)])
        features[edit.id] = edit.feature
    return features


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
