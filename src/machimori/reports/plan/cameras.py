"""What a camera has in its picture, on the plan of its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from machimori.assessment.context import Context
from machimori.assessment.pictures import field_of_view, filmed_ground
from machimori.guidelines import Catalogue
from machimori.language import Language, Text
from machimori.reports.plan import PlanMark, plan_svg
from machimori.reports.plan.captions import MARK_KINDS
from machimori.scene import Feature, Scene

LEAST_HIDDEN_M2 = 1.0
"""Less than this behind a post is not worth a patch."""

_HIDDEN = Text(ja="物に隠れて写らない所", en="hidden by things that stand there")
_TITLE = Text(ja="{camera}に写る範囲", en="What {camera} has in its picture")


@dataclass(frozen=True)
class CameraPicture:
    """The plan, and how much of its field of view a camera sees.

    Parameters
    ----------
    svg : str
    filmed_m2, field_m2 : float
        Of the ground. [m²]
    """

    svg: str
    filmed_m2: float
    field_m2: float

    @property
    def share(self) -> float:
        """How much of the field of view nothing hides."""
        return self.filmed_m2 / self.field_m2


def camera_picture(
    scene: Scene,
    camera: Feature,
    catalogue: Catalogue,
    *,
    on: date,
    language: Language,
) -> CameraPicture | None:
    """Draw the ground that a camera has in its picture.

    Parameters
    ----------
    scene : Scene
    camera : Feature
        One of the scene's.
    catalogue : Catalogue
        Whose numbers say how high above the ground something must be seen.
    on : date
        The day whose numbers count.
    language : "ja" or "en"

    Returns
    -------
    CameraPicture or None
        None where the map does not say where it looks, how wide and how far, or where
        it stands in no place.
    """
    place = _place_of(scene, camera)
    sector = field_of_view(camera)
    if place is None or sector is None:
        return None
    context = Context(scene, catalogue, catalogue.parameters, on, place)
    filmed = filmed_ground(camera, context, "opaque")
    if filmed is None:
        return None
    hidden = sector.difference(filmed)
    marks = [PlanMark(1, "filmed", filmed)]
    if hidden.area >= LEAST_HIDDEN_M2:
        marks.append(PlanMark(2, "blind_spot", hidden))
    svg = plan_svg(
        scene,
        [place],
        marks=marks,
        keys=dict(_keys(marks, language)),
        language=language,
        title=_TITLE.format(camera=camera.name).in_(language),
    )
    return CameraPicture(svg, float(filmed.area), float(sector.area))


def _place_of(scene: Scene, camera: Feature) -> Feature | None:
    ids = {p.id: {f.id for f in scene.elements(p, camera.kind)} for p in scene.places}
    return next((p for p in scene.places if camera.id in ids[p.id]), None)


def _keys(marks: list[PlanMark], language: Language) -> Iterator[tuple[int, str]]:
    said = {"filmed": MARK_KINDS["filmed"], "blind_spot": _HIDDEN}
    for mark in marks:
        yield mark.number, said[mark.kind].in_(language)
