"""What an evaluator may ask while it looks at one place."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from machimori.assessment.certainty import (
    guesses,
    has_unknown_buildings,
    open_obstacles,
    with_least_buildings,
)
from machimori.assessment.model import Evidence, ParameterUse
from machimori.guidelines import Catalogue, ParameterTable
from machimori.guidelines.checks import Method
from machimori.language import Text
from machimori.scene import Feature, Scene
from machimori.scene.obstacles import UnknownHeight
from machimori.scene.stated import evidence_on

T = TypeVar("T")
_Computed = dict[Hashable, tuple[Any, tuple[str, ...]]]

PROGRAM = "machimori"
"""Who computed evidence is said to be by."""


class Unchosen(Exception):
    """Nobody has chosen a number that a computation cannot do without.

    It never leaves the engine, which turns it into a reason.
    """

    def __init__(self, id_: str) -> None:
        super().__init__(id_)
        self.id = id_


@dataclass
class Context:
    """The scene, the place and the numbers; remembers which numbers were used.

    Parameters
    ----------
    scene : Scene
    catalogue : Catalogue
    parameters : ParameterTable
        With the city's own values laid over.
    on : date
        The date of judgement.
    place : Feature
        The place that is being judged.
    """

    scene: Scene
    catalogue: Catalogue
    parameters: ParameterTable
    on: date
    place: Feature
    _used: dict[str, None] = field(default_factory=dict)
    _computed: _Computed = field(default_factory=dict)

    def at(self, place: Feature) -> Context:
        """Return the same context at another place; what was computed is kept."""
        return Context(
            self.scene,
            self.catalogue,
            self.parameters,
            self.on,
            place,
            _computed=self._computed,
        )

    def instead(self, key: Hashable, make: Callable[[], Scene]) -> Context:
        """Return the same context of another scene, which is made once.

        What is computed there is kept apart; its numbers count as used here.
        """
        kept: tuple[Scene, _Computed] = self.once(key, lambda: (make(), {}))
        scene, computed = kept
        return replace(self, scene=scene, _computed=computed)

    def number(self, id_: str) -> float | None:
        """Return a parameter's value on the day, and remember that it was used."""
        self._used[id_] = None
        return self.parameters[id_].on(self.on).value

    def known(self, id_: str) -> float:
        """Return a parameter that a computation cannot do without.

        Raises
        ------
        Unchosen
            Where nobody has chosen it.
        """
        value = self.number(id_)
        if value is None:
            raise Unchosen(id_)
        return value

    def interpretation(self, name: str) -> float:
        """Return ``interpretation/<name>``, as the engines of light and sight ask."""
        return self.known(f"interpretation/{name}")

    def threshold(self, id_: str) -> float | None:
        """Return the number to reach; "about" gives way by the chosen tolerance."""
        value = self.number(id_)
        if value is None or not self.parameters[id_].approximate:
            return value
        return value * (1.0 - self.known("interpretation/about-tolerance"))

    def scene_where(self, unknown_height: UnknownHeight) -> Scene:
        """Return the scene in which what states no height is endless, or is away."""
        if unknown_height == "opaque" or not has_unknown_buildings(self.scene):
            return self.scene
        return self.once(
            ("least buildings",),
            lambda: with_least_buildings(
                self.scene, self.known("interpretation/building-height-least")
            ),
        )

    def heights_are_open(self, near: BaseGeometry, within_m: float = 0.0) -> bool:
        """Whether something stands near a shape of which no height is stated."""
        open_ = self.once(("open",), lambda: open_obstacles(self.scene))
        return bool(shapely.dwithin(np.array(open_), near, within_m).any())

    def is_guessed(self, feature: Feature, name: str) -> bool:
        """Whether a property was put in by an importer: nobody stated it."""
        return (feature.id, name) in self.once(
            ("guesses",), lambda: guesses(self.scene)
        )

    def once(self, key: Hashable, compute: Callable[[], T]) -> T:
        """Compute something at most once for the scene; its numbers count as used.

        The key holds all that the result depends on beside scene, numbers and day.
        """
        if key not in self._computed:
            with self.noting() as used:
                value = compute()
            self._computed[key] = (value, tuple(used))
        value, ids = self._computed[key]
        self._used.update(dict.fromkeys(ids))
        result: T = value
        return result

    @contextmanager
    def noting(self) -> Iterator[dict[str, None]]:
        """Note the numbers that are used inside; outside they are not counted."""
        before, self._used = self._used, {}
        try:
            yield self._used
        finally:
            self._used = before

    def uses(self, ids: Mapping[str, None]) -> tuple[ParameterUse, ...]:
        """Say of each number used what it was and whose it is."""
        return tuple(self._use(id_) for id_ in sorted(ids))

    def _use(self, id_: str) -> ParameterUse:
        parameter = self.parameters[id_]
        value = parameter.on(self.on)
        nobody = Text(ja="未決定", en="nobody yet")
        return ParameterUse(
            id=id_,
            label=parameter.label,
            value=value.value,
            unit=parameter.unit,
            by=value.source or value.chosen_by or nobody,
            reason=value.reason,
        )

    def evidence(
        self,
        element: Feature,
        quantity: str,
        value: float | bool | str | None,
        *,
        unit: str | None = None,
        bounds: tuple[float, float] | None = None,
        method: Method = "computed",
    ) -> Evidence:
        """Make evidence that comes out of the scene itself."""
        return Evidence(
            subject=element.id,
            quantity=quantity,
            method=method,
            value=value,
            unit=unit,
            bounds=bounds,
            observed_on=self.on,
            by=PROGRAM,
            source=self.scene.source,
            inputs_sha256=self.scene.sha256,
        )

    def declared(
        self,
        element: Feature,
        quantity: str,
        value: object,
        *,
        of: str,
        unit: str | None = None,
    ) -> Evidence:
        """Make evidence of a property that the scene states, by whoever stated it."""
        stated = evidence_on(element, of)
        on = stated.get("on")
        return Evidence(
            subject=element.id,
            quantity=quantity,
            method=stated.get("method", "declared"),
            value=_plain(value),
            unit=unit,
            observed_on=date.fromisoformat(on)
            if isinstance(on, str)
            else on or self.on,
            by=stated.get("by", ""),
            source=self.scene.source,
            inputs_sha256=self.scene.sha256,
        )


def _plain(value: object) -> float | bool | str | None:
    """Write a value that lists several things as one text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    return str(value)
