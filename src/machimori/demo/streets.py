"""The streets: centre lines, what they are like, their lamps and trees."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from shapely.geometry import LineString, Point, Polygon

from machimori.demo.drawing import SURVEYED, XY, Sheet


@dataclass(frozen=True, kw_only=True)
class LampRow:
    """Lamps along one side of a street.

    Parameters
    ----------
    photometry : str
    flux_lm, height_m, spacing_m : float
    first_m : float
        From the start of the street to the first lamp.
    side : int
        1: left of the direction of drawing; -1: right.
    """

    photometry: str = "security-lamp-roadside"
    flux_lm: float = 1050.0
    height_m: float = 4.5
    spacing_m: float = 26.0
    first_m: float = 8.0
    side: int = 1


@dataclass(frozen=True, kw_only=True)
class Street:
    """A street of the town.

    Parameters
    ----------
    id, name : str
    points : tuple of points
        Of its centre line.
    width_m : float
    like : mapping
        Properties of its road.
    on_school_route : bool
    lamps : tuple of LampRow
    """

    id: str
    name: str
    points: tuple[XY, ...]
    width_m: float
    like: dict[str, Any] = field(default_factory=dict)
    on_school_route: bool = False
    lamps: tuple[LampRow, ...] = (LampRow(),)

    @cached_property
    def line(self) -> LineString:
        """Its centre line."""
        return LineString(self.points)

    @cached_property
    def surface(self) -> Polygon:
        """The ground that it covers."""
        return self.line.buffer(self.width_m / 2, cap_style="flat")

    def y_at(self, x: float, offset_m: float = 0.0) -> float:
        """Return where a street that runs east has its centre line, or an offset."""
        xs, ys = zip(*self.points, strict=True)
        return float(np.interp(x, xs, ys)) + offset_m

    def x_at(self, y: float, offset_m: float = 0.0) -> float:
        """Return where a street that runs north has its centre line, or an offset."""
        xs, ys = zip(*self.points, strict=True)
        return float(np.interp(y, ys, xs)) + offset_m

    def beside(self, along_m: float, offset_m: float) -> XY:
        """Return a point so far along it, and so far to the left of the centre line."""
        here = self.line.interpolate(along_m)
        dx, dy = self._direction(along_m)
        return here.x - dy * offset_m, here.y + dx * offset_m

    def left_deg(self, along_m: float) -> float:
        """Bearing to the left of its direction, in degrees."""
        dx, dy = self._direction(along_m)
        return float(np.degrees(np.arctan2(-dy, dx)) % 360.0)

    def _direction(self, along_m: float) -> XY:
        reach = self.line.length
        start = self.line.interpolate(max(along_m - 0.5, 0.0))
        end = self.line.interpolate(min(along_m + 0.5, reach))
        length = float(np.hypot(end.x - start.x, end.y - start.y))
        return (end.x - start.x) / length, (end.y - start.y) / length


_KERBED = {"footway": True, "separation": "kerb", "paving": "asphalt"}
_RAILED = {"footway": True, "separation": "rail", "paving": "asphalt"}
_PLAIN = {"footway": False, "separation": "none", "paving": "asphalt"}

_STREET_LIGHT = LampRow(flux_lm=3000.0, height_m=7.0, spacing_m=30.0, first_m=13.0)

KEYAKI = Street(
    id="keyaki",
    name="けやき通り",
    points=((-130.0, -15.0), (-45.0, -10.0), (55.0, 2.0), (130.0, 5.0)),
    width_m=14.0,
    like={**_KERBED, "role": "main", "footway_width_m": 3.0},
    lamps=(
        _STREET_LIGHT,
        LampRow(**{**vars(_STREET_LIGHT), "first_m": 28, "side": -1}),
    ),
)
KITA = Street(
    id="kita",
    name="ひばり北通り",
    points=((-130.0, 65.2), (130.0, 67.8)),
    width_m=6.0,
    like={**_KERBED, "role": "local", "footway_width_m": 1.5},
    lamps=(LampRow(flux_lm=1200.0, spacing_m=24.0, first_m=10.0),),
)
DOTE = Street(
    id="dote",
    name="土手下の道",
    points=((-130.0, 95.1), (130.0, 96.9)),
    width_m=4.0,
    like={**_PLAIN, "role": "local"},
    lamps=(LampRow(flux_lm=850.0, spacing_m=22.0, side=-1),),
)
SAKURA = Street(
    id="sakura",
    name="さくら通り",
    points=((-130.0, -52.5), (130.0, -37.0)),
    width_m=7.0,
    like={**_RAILED, "role": "local", "footway_width_m": 2.0},
    on_school_route=True,
    lamps=(LampRow(flux_lm=1400.0),),
)
MINAMI = Street(
    id="minami",
    name="学校南通り",
    points=((-130.0, -117.0), (130.0, -110.0)),
    width_m=4.5,
    like={**_PLAIN, "role": "local"},
    lamps=(LampRow(flux_lm=950.0, spacing_m=22.0, side=-1),),
)
ICHO = Street(
    id="icho",
    name="いちょう通り",
    points=((-94.0, -116.0), (-91.0, 95.4)),
    width_m=5.0,
    like={**_PLAIN, "role": "local"},
    # Old lamps, far apart: the dark street of the town.
    lamps=(LampRow(flux_lm=420.0, spacing_m=48.0, first_m=20.0, side=-1),),
)
CHUO = Street(
    id="chuo",
    name="中央通り",
    points=((2.0, -44.6), (0.0, 96.0)),
    width_m=8.0,
    like={**_KERBED, "role": "local", "footway_width_m": 2.0},
    on_school_route=True,
    lamps=(LampRow(flux_lm=1600.0),),
)
HIGASHI = Street(
    id="higashi",
    name="東通り",
    points=((89.0, -111.1), (87.0, 96.6)),
    width_m=5.0,
    like={**_PLAIN, "role": "local"},
)
TE = Street(
    id="te",
    name="学校東通り",
    points=((33.0, -112.6), (32.0, -42.8)),
    width_m=5.0,
    like={**_PLAIN, "role": "local"},
    on_school_route=True,
)
KOJI = Street(
    id="koji",
    name="ひばり小路",
    points=((-128.0, 24.5), (-92.5, 26.0)),
    width_m=4.0,
    like={**_PLAIN, "role": "local", "cul_de_sac": True},
    lamps=(LampRow(flux_lm=700.0, spacing_m=16.0, first_m=4.0),),
)

STREETS = (KEYAKI, KITA, DOTE, SAKURA, MINAMI, ICHO, CHUO, HIGASHI, TE, KOJI)


def draw_streets(sheet: Sheet) -> None:
    """Draw every street as a place with its road and lamps, and the trees of one."""
    for street in STREETS:
        _draw_street(sheet, street)
    _draw_street_trees(sheet)
    sheet.add(
        "billboard",
        "keyaki-billboard",
        LineString([(100.0, KEYAKI.y_at(100, 6.7)), (103.0, KEYAKI.y_at(103, 6.7))]),
        name="分譲案内の看板",
        height_m=1.1,
        base_m=2.4,
        thickness_m=0.1,
        part_of="place-keyaki",
    )


def _draw_street(sheet: Sheet, street: Street) -> None:
    place = sheet.add(
        "place",
        f"place-{street.id}",
        street.line,
        name=street.name,
        place_kind="road",
        setting="outdoor",
        status="existing",
        work="none",
        width_m=street.width_m,
        used_daily_by_children=street.on_school_route,
        complete=SURVEYED,
    )
    sheet.add(
        "road",
        f"road-{street.id}",
        street.line,
        name=street.name,
        width_m=street.width_m,
        part_of=place,
        **street.like,
    )
    number = 0
    for row in street.lamps:
        for along_m in np.arange(row.first_m, street.line.length - 3.0, row.spacing_m):
            number += 1
            _draw_lamp(sheet, street, row, float(along_m), number)


def _beside_crossings(street: Street, row: LampRow, along_m: float) -> tuple[float, XY]:
    """Move a lamp along its street until it stands on no other."""
    others = [other.surface.buffer(0.5) for other in STREETS if other is not street]
    while True:
        at = street.beside(along_m, row.side * (street.width_m / 2 - 0.35))
        if not any(other.covers(Point(at)) for other in others):
            return along_m, at
        along_m += 0.5


def _draw_lamp(
    sheet: Sheet, street: Street, row: LampRow, wanted_m: float, number: int
) -> None:
    along_m, at = _beside_crossings(street, row, wanted_m)
    is_street_light = street is KEYAKI
    sheet.add(
        "lamp",
        f"lamp-{street.id}-{number:02d}",
        Point(at),
        name=f"{street.name} {'街路灯' if is_street_light else '防犯灯'}{number}",
        role="street" if is_street_light else "security",
        photometry=row.photometry,
        luminous_flux_lm=row.flux_lm,
        height_m=row.height_m,
        azimuth_deg=(street.left_deg(along_m) + 90.0 * (1 + row.side)) % 360.0,
        lit=True,
        control="constant",
        part_of=f"place-{street.id}",
    )


_WAYS_IN_M = (-49.0, 17.0, 48.0)
"""Where one turns off けやき通り: into the park, the shop, the car park. [m]"""


def _draw_street_trees(sheet: Sheet) -> None:
    crossings = [s.surface.buffer(7.0) for s in (ICHO, CHUO, HIGASHI)]
    crossings += [Point(x, KEYAKI.y_at(x)).buffer(12.0) for x in _WAYS_IN_M]
    lamps = [f.geometry for f in sheet.features if f.id.startswith("lamp-keyaki")]
    number = 0
    for along_m in np.arange(5.5, KEYAKI.line.length, 20.0):
        for side in (1, -1):
            at = Point(KEYAKI.beside(float(along_m), side * 5.4))
            is_taken = any(crossing.covers(at) for crossing in crossings)
            if is_taken or any(at.distance(lamp) < 4.0 for lamp in lamps):
                continue
            number += 1
            sheet.add(
                "tree",
                f"tree-keyaki-{number:02d}",
                at,
                name=f"けやき{number}",
                species="ケヤキ",
                height_m=9.0,
                crown_base_m=3.2,
                crown_radius_m=2.2,
                opacity=0.8,
                deciduous=True,
                part_of="place-keyaki",
            )
