"""All that a safety map says and shows, whatever it is printed on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from machimori.formats.safety_map import (
    Photo,
    Piece,
    SafetyMap,
    Spot,
    furigana,
    without_furigana,
)
from machimori.language import Language, Text
from machimori.publication import publish_places
from machimori.reports.plan.canvas import with_own_ids
from machimori.reports.safety_map.base_map import Numbered, draw_map, swatch
from machimori.reports.safety_map.pictograms import (
    Surroundings,
    picture_of_sign,
    picture_of_step,
)
from machimori.reports.safety_map.place_drawing import PlaceView
from machimori.reports.safety_map.wording import (
    LEGEND,
    SIDE_WORDS,
    SIGN_WORDS,
    STEPS,
    WORDS,
)
from machimori.streets import nearest_positions
from machimori.watch import SIDES, Side, Signed

Pieces = tuple[Piece, ...]

BESIDE_STREET_M = 15.0
"""A spot so near a street has the street's signs. [m]"""


@dataclass(frozen=True)
class Pictured:
    """Words beside a picture."""

    picture: str
    words: Pieces


@dataclass(frozen=True)
class SidePart:
    """One of the two sides of a place; they are never summed.

    Parameters
    ----------
    side : str
    title : tuple of Piece
    signs : tuple of Pictured
        Signs that the place has.
    found : tuple of tuple of Piece
        What the editors saw.
    nothing, open : tuple of Piece
        Said where there is no sign, and of signs that nobody can decide yet.
    """

    side: Side
    title: Pieces
    signs: tuple[Pictured, ...]
    found: tuple[Pieces, ...]
    nothing: Pieces
    open: Pieces


@dataclass(frozen=True)
class Card:
    """One place of the map."""

    number: int
    name: Pieces
    drawing: str
    drawing_alt: str
    photo: Photo | None
    photo_alt: str
    sides: tuple[SidePart, ...]
    says: Pieces


@dataclass(frozen=True, kw_only=True)
class SafetySheet:
    """Everything that a sheet or page shows.

    Parameters
    ----------
    language : "ja" or "en"
    title, made : tuple of Piece
    plain_title : str
        Without readings.
    on : str
        ISO date.
    words : mapping of str to tuple of Piece
    map : str
        An ``svg`` element.
    map_alt : str
    legend : tuple of Pictured
    cards : tuple of Card
    steps : tuple of Pictured
        What to do in danger.
    advice : tuple of tuple of Piece
        The editors' own.
    audience : tuple of Piece
        For whom the map is, and what that means.
    """

    language: Language
    title: Pieces
    made: Pieces
    plain_title: str
    on: str
    words: Mapping[str, Pieces]
    map: str
    map_alt: str
    legend: tuple[Pictured, ...]
    cards: tuple[Card, ...]
    steps: tuple[Pictured, ...]
    advice: tuple[Pieces, ...]
    audience: Pieces


def compose_safety_map(
    of: SafetyMap, signed: Sequence[Signed], *, language: Language
) -> SafetySheet:
    """Gather what a safety map shows, homes as the gate lets them out.

    Parameters
    ----------
    of : SafetyMap
    signed : sequence of Signed
        The signs of the scene's places, and of the plan's streets.
    language : "ja" or "en"

    Returns
    -------
    SafetySheet
        Places numbered from north to south as they lie on the map: never by how many
        signs they have.
    """
    return _Composer(of, signed, language).sheet()


@dataclass(frozen=True, eq=False)
class _Shown:
    """A place to show: where it is, what is known and what was found."""

    spot: Spot
    geometry: BaseGeometry
    signed: Signed


class _Composer:
    def __init__(
        self, of: SafetyMap, signed: Sequence[Signed], language: Language
    ) -> None:
        self.of, self.language = of, language
        self.signed = {one.id: one for one in signed}

    def sheet(self) -> SafetySheet:
        of = self.of
        shown = sorted(self.shown(), key=_from_the_top)
        numbered = [Numbered(n, one.geometry) for n, one in enumerate(shown, 1)]
        refuges = publish_places(of.refuges, of.blocks, audience=of.audience)
        alt = without_furigana(self.say(WORDS["map"]))
        svg, keys = draw_map(
            of,
            numbered,
            refuges,
            list(self.map_names(shown)),
            title=alt,
            is_ja=self.language == "ja",
        )
        cards = tuple(self.card(n, one) for n, one in enumerate(shown, 1))
        by = of.made_by.in_(self.language)
        made = WORDS["made"].format(by=by, on=of.on.isoformat())
        return SafetySheet(
            language=self.language,
            title=self.pieces(of.title),
            made=self.pieces(made),
            plain_title=without_furigana(of.title.in_(self.language)),
            on=of.on.isoformat(),
            words={name: self.pieces(text) for name, text in WORDS.items()},
            map=with_own_ids(svg, "map"),
            map_alt=alt,
            legend=tuple(self.legend(keys | _drawn_on(cards))),
            cards=cards,
            steps=tuple(
                Pictured(picture_of_step(name, self.plain(text)), self.pieces(text))
                for name, text in STEPS
            ),
            advice=tuple(furigana(line) for line in of.advice),
            audience=self.pieces(WORDS[of.audience]),
        )

    def shown(self) -> Iterator[_Shown]:
        """The editors' places; without any, all places with a sign of each side."""
        for spot in self.of.spots:
            yield self.chosen(spot)
        if self.of.spots or self.of.scene is None:
            return
        for place in self.of.scene.places:
            signed = self.signed.get(place.id)
            if signed and all(signed.tally(side)[0] for side in SIDES):
                ground = self.of.scene.footprint(place)
                yield _Shown(Spot(id=place.id), ground, signed)

    def chosen(self, spot: Spot) -> _Shown:
        if spot.point is not None:
            return _Shown(spot, spot.point, self.beside(spot.point))
        scene, plan = self.of.scene, self.of.plan
        nothing = Signed(spot.id, spot.id, ())
        if scene is not None and spot.id in scene.by_id:
            place = scene.by_id[spot.id]
            signed = self.signed.get(spot.id, nothing)
            return _Shown(spot, scene.footprint(place), signed)
        if plan is None:
            return _Shown(spot, shapely.Point(), nothing)
        graph = plan.neighbourhood.graph
        line = graph.lines[graph.ids.index(spot.id)]
        return _Shown(spot, line, self.signed.get(spot.id, nothing))

    def beside(self, point: BaseGeometry) -> Signed:
        """Signs of the street at a spot, where a plan knows them."""
        nothing = Signed("", "", ())
        if self.of.plan is None:
            return nothing
        graph = self.of.plan.neighbourhood.graph
        at = np.array([[point.x, point.y]])
        found = nearest_positions(graph, at, within_m=BESIDE_STREET_M)
        if not found.found[0]:
            return nothing
        return self.signed.get(graph.ids[int(found.segment[0])], nothing)

    def map_names(
        self, shown: Sequence[_Shown]
    ) -> Iterator[tuple[BaseGeometry, Pieces]]:
        """Names on the map: of streets and schools; the cards name what is numbered."""
        if self.of.scene is None:
            return
        numbered = {one.spot.id for one in shown}
        for place in self.of.scene.places:
            is_named = place.get("place_kind") in ("road", "school", "park")
            if is_named and place.name != place.id and place.id not in numbered:
                yield place.geometry, self.name_of(place.id, place.name)

    def card(self, number: int, one: _Shown) -> Card:
        spot, scene = one.spot, self.of.scene
        name = furigana(spot.name) or self.name_of(spot.id, one.signed.name or spot.id)
        plain = "".join(piece.base for piece in name)
        alt = without_furigana(self.say(WORDS["drawing"].format(name=plain)))
        view = None
        if scene is not None and spot.id in scene.by_id:
            view = PlaceView(scene, scene.by_id[spot.id], one.signed)
        around = Surroundings() if view is None else view.surroundings
        drawing = (
            "" if view is None else with_own_ids(view.draw(alt), f"place-{number}")
        )
        return Card(
            number=number,
            name=name,
            drawing=drawing,
            drawing_alt=alt,
            photo=spot.photo,
            photo_alt=without_furigana(spot.alt),
            sides=tuple(self.side(side, one, around) for side in SIDES),
            says=furigana(spot.says),
        )

    def side(self, side: Side, one: _Shown, around: Surroundings) -> SidePart:
        signs = tuple(
            Pictured(
                picture_of_sign(sign.code, around, self.plain(SIGN_WORDS[sign.code])),
                self.pieces(SIGN_WORDS[sign.code]),
            )
            for sign in one.signed.of(side)
            if sign.says
        )
        found = one.spot.enter if side == "enter" else one.spot.hide
        undecided = one.signed.tally(side)[2]
        open_ = WORDS["open"].format(count=undecided)
        return SidePart(
            side=side,
            title=self.pieces(SIDE_WORDS[side]),
            signs=signs,
            found=tuple(furigana(line) for line in found),
            nothing=() if signs or found else self.pieces(WORDS["nothing"]),
            open=self.pieces(open_) if undecided else (),
        )

    def name_of(self, id_: str, name: str) -> Pieces:
        given = self.of.names.get(id_) or self.of.names.get(name)
        return self.pieces(given) if given else furigana(name or id_)

    def legend(self, keys: frozenset[str]) -> Iterator[Pictured]:
        for key, text in LEGEND.items():
            if key in keys:
                yield Pictured(
                    with_own_ids(swatch(key), f"key-{key}"), self.pieces(text)
                )

    def say(self, text: Text) -> str:
        return text.in_(self.language)

    def plain(self, text: Text) -> str:
        return without_furigana(self.say(text))

    def pieces(self, text: Text) -> Pieces:
        return furigana(self.say(text))


def _from_the_top(one: _Shown) -> tuple[float, float]:
    point = one.geometry.representative_point()
    return (-float(point.y), float(point.x)) if not point.is_empty else (0.0, 0.0)


def _drawn_on(cards: Sequence[Card]) -> frozenset[str]:
    """Which marks the drawings of places use."""
    marks = {
        "gap": 'stroke-dasharray="9 6"',
        "blind": "-diagonal)",
        "dark": "-crossed)",
    }
    drawings = "".join(card.drawing for card in cards)
    return frozenset(key for key, mark in marks.items() if mark in drawings)
