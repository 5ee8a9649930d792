"""Small IFC models as STEP text, written by hand: walls, rooms, doors and windows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

DEFAULT = "$"


@dataclass
class IfcText:
    """Writes entities one by one, and the file around them.

    Parameters
    ----------
    schema : str
    per_m : float
        Units of the file in a metre: 1000 writes millimetres.
    """

    schema: str = "IFC4"
    per_m: float = 1000.0
    lines: list[str] = field(default_factory=list)
    inside: dict[str, list[str]] = field(default_factory=dict)

    def add(self, entity: str, *arguments: object) -> str:
        """Write one entity and return its number, ``#7``."""
        number = f"#{len(self.lines) + 1}"
        said = ",".join(str(argument) for argument in arguments)
        self.lines.append(f"{number}={entity}({said});")
        return number

    def rooted(self, entity: str, id_: str, name: object, *arguments: object) -> str:
        """Write an entity that has a GlobalId, padded to its 22 characters."""
        called = name if name == DEFAULT else f"'{name}'"
        return self.add(entity, f"'{id_.ljust(22, '0')}'", "$", called, *arguments)

    def metres(self, value: float) -> str:
        return repr(float(value) * self.per_m)

    def point(self, *at: float) -> str:
        listed = ",".join(self.metres(value) for value in at)
        return self.add("IFCCARTESIANPOINT", f"({listed})")

    def direction(self, *ratios: float) -> str:
        return self.add("IFCDIRECTION", f"({','.join(repr(float(r)) for r in ratios)})")

    def placement(
        self, at: tuple[float, float, float], along: tuple[float, float] = (1, 0)
    ) -> str:
        axes = self.add(
            "IFCAXIS2PLACEMENT3D",
            self.point(*at),
            self.direction(0, 0, 1),
            self.direction(*along, 0),
        )
        return self.add("IFCLOCALPLACEMENT", "$", axes)

    def box(self, wide_m: float, deep_m: float, high_m: float) -> str:
        """Shape of a block standing on its placement, from its corner."""
        centre = self.add(
            "IFCAXIS2PLACEMENT2D", self.point(wide_m / 2, deep_m / 2), "$"
        )
        profile = self.add(
            "IFCRECTANGLEPROFILEDEF",
            ".AREA.",
            "$",
            centre,
            self.metres(wide_m),
            self.metres(deep_m),
        )
        up = self.direction(0, 0, 1)
        body = self.add("IFCEXTRUDEDAREASOLID", profile, "$", up, self.metres(high_m))
        shape = self.add(
            "IFCSHAPEREPRESENTATION",
            self.context,
            "'Body'",
            "'SweptSolid'",
            f"({body})",
        )
        return self.add("IFCPRODUCTDEFINITIONSHAPE", "$", "$", f"({shape})")

    @property
    def context(self) -> str:
        return "#1"

    def within(self, whole: str, *parts: str) -> None:
        """Say that these stand in a storey or building."""
        self.inside.setdefault(whole, []).extend(parts)

    def properties(self, of: str, set_: str, **values: object) -> None:
        """Give an element a set of properties."""
        singles = [
            self.add("IFCPROPERTYSINGLEVALUE", f"'{_coded(name)}'", "$", _typed(v), "$")
            for name, v in values.items()
        ]
        owner = self.rooted("IFCPROPERTYSET", f"P{of[1:]}", set_, "$", _listed(singles))
        self.rooted(
            "IFCRELDEFINESBYPROPERTIES", f"D{of[1:]}", "$", "$", f"({of})", owner
        )

    def text(self) -> str:
        body = "\n".join(self.lines)
        return (
            "ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION((''),'2;1');\n"
            "FILE_NAME('','2026-04-01T00:00:00',(''),(''),'','','');\n"
            f"FILE_SCHEMA(('{self.schema}'));\nENDSEC;\nDATA;\n{body}\nENDSEC;\n"
            "END-ISO-10303-21;\n"
        )


def _listed(numbers: Iterable[str]) -> str:
    return f"({','.join(numbers)})"


def _typed(value: object) -> str:
    if isinstance(value, bool):
        return f"IFCBOOLEAN(.{'T' if value else 'F'}.)"
    if isinstance(value, float):
        return f"IFCREAL({value!r})"
    return f"IFCLABEL('{_coded(str(value))}')"


def _coded(text: str) -> str:
    """Write Japanese as STEP does: \\X2\\ and UTF-16 in hexadecimal."""
    return "".join(
        char if char.isascii() else f"\\X2\\{ord(char):04X}\\X0\\" for char in text
    )


@dataclass
class House:
    """A building under construction: walls of 0.2 m round a plan, storey by storey.

    Parameters
    ----------
    name : str
        What the building's ObjectType says.
    north : tuple of 2 floats
        True north in the model's plan.
    lat_lon : tuple of 2 tuples of int, optional
        Degrees, minutes and seconds of the site.
    """

    name: str = ""
    per_m: float = 1000.0
    schema: str = "IFC4"
    north: tuple[float, float] = (0, 1)
    lat_lon: tuple[tuple[int, ...], tuple[int, ...]] | None = None
    units: str = ".MILLI."

    def __post_init__(self) -> None:
        self.ifc = IfcText(self.schema, self.per_m)
        self._write_context()
        metre = self.ifc.add("IFCSIUNIT", "*", ".LENGTHUNIT.", self.units, ".METRE.")
        units = self.ifc.add("IFCUNITASSIGNMENT", f"({metre})")
        nothing = ("$",) * 4
        self.project = self.ifc.rooted(
            "IFCPROJECT", "project", "p", *nothing, "(#1)", units
        )
        lat, lon = self.lat_lon or ("$", "$")
        self.site = self._spatial("IFCSITE", "site", "$", (lat, lon, "$", "$", "$"))
        said = f"'{_coded(self.name)}'" if self.name else "$"
        self.building = self._spatial("IFCBUILDING", "B", said, ("$", "$", "$"))
        self.storeys: dict[float, str] = {}
        self.parts: dict[str, list[str]] = {
            self.project: [self.site],
            self.site: [self.building],
        }

    def _write_context(self) -> None:
        # The context takes number 1, so that shapes can name it.
        self.ifc.lines.append("")
        origin = self.ifc.add("IFCCARTESIANPOINT", "(0.,0.,0.)")
        axes = self.ifc.add("IFCAXIS2PLACEMENT3D", origin, "$", "$")
        north = self.ifc.direction(*self.north)
        self.ifc.lines[0] = (
            f"#1=IFCGEOMETRICREPRESENTATIONCONTEXT($,'Model',3,1.E-5,{axes},{north});"
        )

    def _spatial(
        self, entity: str, id_: str, type_: str, tail: tuple[object, ...]
    ) -> str:
        placed = self.ifc.placement((0, 0, 0))
        return self.ifc.rooted(
            entity, id_, id_, "$", type_, placed, "$", "$", ".ELEMENT.", *tail
        )

    def storey(self, floor_m: float) -> str:
        """Return the storey whose floor is here, a new one where there is none."""
        if floor_m not in self.storeys:
            made = self.ifc.rooted(
                "IFCBUILDINGSTOREY",
                f"S{len(self.storeys)}",
                f"{floor_m}",
                "$",
                "$",
                self.ifc.placement((0, 0, floor_m)),
                "$",
                "$",
                ".ELEMENT.",
                self.ifc.metres(floor_m),
            )
            self.storeys[floor_m] = made
            self.parts.setdefault(self.building, []).append(made)
        return self.storeys[floor_m]

    def walls(self, wide_m: float, deep_m: float, floor_m: float = 0.0) -> House:
        """Put four walls of 2.7 m, inside the outline from the origin."""
        thick = 0.2
        sides = {
            "south": (0, 0, wide_m, thick),
            "north": (0, deep_m - thick, wide_m, thick),
            "west": (0, 0, thick, deep_m),
            "east": (wide_m - thick, 0, thick, deep_m),
        }
        for word, (x, y, wide, deep) in sides.items():
            self.block(
                "IFCWALL", f"{word}{floor_m}", (x, y, floor_m), (wide, deep, 2.7)
            )
        return self

    def block(
        self,
        entity: str,
        id_: str,
        at: tuple[float, float, float],
        size: tuple[float, float, float],
        name: str = "",
    ) -> str:
        """Put a block: a wall, a slab, a railing, a lamp."""
        called = _coded(name or id_)
        tail = () if entity == "IFCBUILDINGELEMENTPROXY" else (".NOTDEFINED.",)
        made = self.ifc.rooted(
            entity,
            id_,
            called,
            "$",
            "$",
            self.ifc.placement(at),
            self.ifc.box(*size),
            "$",
            *tail,
        )
        self.ifc.within(self.storey(self._floor(at[2])), made)
        return made

    def room(
        self,
        id_: str,
        name: str,
        at: tuple[float, float, float],
        size: tuple[float, float, float],
    ) -> str:
        """Put a room, called by its long name."""
        made = self.ifc.rooted(
            "IFCSPACE",
            id_,
            id_,
            "$",
            "$",
            self.ifc.placement(at),
            self.ifc.box(*size),
            f"'{_coded(name)}'",
            ".ELEMENT.",
            ".INTERNAL.",
            "$",
        )
        self.parts.setdefault(self.storey(self._floor(at[2])), []).append(made)
        return made

    def opening(
        self,
        entity: str,
        id_: str,
        at: tuple[float, float, float],
        size: tuple[float, float],
        along: tuple[float, float] = (1, 0),
        name: str = "",
        operation: str = "SINGLE_SWING_LEFT",
        **common: object,
    ) -> str:
        """Put a door or window 0.1 m thick, from its lower corner along its wall."""
        wide, high = size
        tail = (
            (".DOOR.", f".{operation}.")
            if entity == "IFCDOOR"
            else (".WINDOW.", ".NOTDEFINED.")
        )
        made = self.ifc.rooted(
            entity,
            id_,
            _coded(name or id_),
            "$",
            "$",
            self.ifc.placement(at, along),
            self.ifc.box(wide, 0.1, high),
            "$",
            self.ifc.metres(high),
            self.ifc.metres(wide),
            *tail,
            "$",
        )
        self.ifc.within(self.storey(self._floor(at[2])), made)
        if common:
            kind = "Door" if entity == "IFCDOOR" else "Window"
            self.ifc.properties(made, f"Pset_{kind}Common", **common)
        return made

    def _floor(self, z: float) -> float:
        below = [floor for floor in self.storeys if floor <= z + 1e-9]
        return max(below, default=0.0)

    def text(self) -> str:
        """Close the model: say what is part of what."""
        for count, (whole, parts) in enumerate(self.parts.items()):
            self.ifc.rooted(
                "IFCRELAGGREGATES", f"A{count}", "$", "$", whole, _listed(parts)
            )
        for count, (whole, parts) in enumerate(self.ifc.inside.items()):
            self.ifc.rooted(
                "IFCRELCONTAINEDINSPATIALSTRUCTURE",
                f"C{count}",
                "$",
                "$",
                _listed(parts),
                whole,
            )
        return self.ifc.text()
