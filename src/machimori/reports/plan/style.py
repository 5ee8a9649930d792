"""The look of a plan, read from ``style.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import yaml

from machimori.scene import Feature


@dataclass(frozen=True, kw_only=True)
class Stroke:
    """A line: its colour, width in pixels and dashes."""

    stroke: str = "none"
    width: float = 1.0
    dash: str = ""
    cap: str = "butt"


@dataclass(frozen=True, kw_only=True)
class Layer(Stroke):
    """One layer of the plan: which features, and how they are drawn.

    Parameters
    ----------
    name : str
    draw : str
        ``surface``, ``line`` or ``symbol``.
    kinds : tuple of str
    use : tuple of str
        Of areas; empty takes every use that no earlier layer took.
    fill, hatch, symbol : str
    line : Stroke or None
        For features that ought to be surfaces and are lines without a width.
    over : bool
        Whether it is drawn above the bands of a quantity.
    labelled : bool
        Whether its features carry their use as a label.
    legend : bool
    from_scale : float
        Pixels a metre below which the layer is left out.
    on_fields : bool
        Whether it is drawn on maps of light and sight.
    """

    name: str
    draw: str
    kinds: tuple[str, ...]
    use: tuple[str, ...] = ()
    fill: str = "none"
    hatch: str = ""
    symbol: str = ""
    line: Stroke | None = None
    over: bool = False
    labelled: bool = False
    legend: bool = True
    from_scale: float = 0.0
    on_fields: bool = True

    def takes(self, feature: Feature) -> bool:
        """Whether a feature belongs to the layer."""
        if feature.kind not in self.kinds:
            return False
        return not self.use or feature.get("use") in self.use


@dataclass(frozen=True, kw_only=True)
class Hatch:
    """A pattern of parallel lines on a thin ground."""

    lines: tuple[float, ...]
    gap: float
    stroke: str
    width: float
    ground: str
    ground_opacity: float


@dataclass(frozen=True, kw_only=True)
class MarkStyle(Stroke):
    """How a patch that a finding points at is drawn."""

    hatch: str = ""


@dataclass(frozen=True, kw_only=True)
class Bands:
    """Lower bounds of the bands of a quantity, and a colour each."""

    bounds_lx: tuple[float, ...]
    colours: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CountBands:
    """Lower bounds of the bands of a count, and a colour each."""

    bounds: tuple[int, ...]
    colours: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Style:
    """Everything that decides how a plan looks."""

    ink: str
    quiet: str
    accent: str
    paper: str
    outside: str
    unknown: str
    font: str
    outline: Stroke
    outline_of_many: Stroke
    grounds: Mapping[str, str]
    layers: tuple[Layer, ...]
    marks: Mapping[str, MarkStyle] = field(default_factory=dict)
    hatches: Mapping[str, Hatch] = field(default_factory=dict)
    illuminance: Bands
    isolux: Mapping[float, Stroke]
    watchers: CountBands


_COLOURS = ("ink", "quiet", "accent", "paper", "outside", "unknown")


@cache
def style() -> Style:
    """Return the style that ships with the library."""
    text = resources.files(__package__).joinpath("style.yaml").read_text("utf-8")
    given = yaml.safe_load(text)
    return Style(
        **{key: given[key] for key in _COLOURS},
        font=given["font"],
        outline=Stroke(**given["outline"]),
        outline_of_many=Stroke(**given["outline_of_many"]),
        grounds=given["grounds"],
        layers=tuple(_layer(layer) for layer in given["layers"]),
        marks={name: MarkStyle(**spec) for name, spec in given["marks"].items()},
        hatches={name: _hatch(spec) for name, spec in given["hatches"].items()},
        illuminance=Bands(
            bounds_lx=tuple(given["illuminance"]["bounds_lx"]),
            colours=tuple(given["illuminance"]["colours"]),
        ),
        isolux={level: Stroke(**spec) for level, spec in given["isolux"].items()},
        watchers=CountBands(
            bounds=tuple(given["watchers"]["bounds"]),
            colours=tuple(given["watchers"]["colours"]),
        ),
    )


def _layer(spec: dict[str, Any]) -> Layer:
    line = spec.pop("line", None)
    lists: dict[str, Any] = {
        key: tuple(spec.pop(key)) for key in ("kinds", "use") if key in spec
    }
    return Layer(**spec, **lists, line=Stroke(**line) if line else None)


def _hatch(spec: dict[str, Any]) -> Hatch:
    return Hatch(**{**spec, "lines": tuple(spec["lines"])})
