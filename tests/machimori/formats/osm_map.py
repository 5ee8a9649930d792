"""Small maps for tests, drawn by hand."""

from __future__ import annotations

from pathlib import Path

from machimori.formats.importing import ImportResult
from machimori.formats.osm import read_osm

LON, LAT = 137.2137, 36.6953
"""Near the prefectural office of Toyama; a step is about ten metres."""

STEP = 0.0001


class Map:
    """A small map, drawn in steps east and north of a corner."""

    def __init__(self) -> None:
        self.nodes: dict[tuple[float, float], int] = {}
        self.node_tags: dict[int, dict[str, str]] = {}
        self.rest: list[str] = []
        self.left_out: set[int] = set()

    def node(self, x: float, y: float, **tags: str) -> int:
        number = self.nodes.setdefault((x, y), len(self.nodes) + 1)
        self.node_tags.setdefault(number, {}).update(tags)
        return number

    def way(self, number: int, *at: tuple[float, float], **tags: str) -> None:
        nodes = "".join(f"<nd ref='{self.node(*xy)}'/>" for xy in at)
        self.rest.append(f"<way id='{number}'>{nodes}{written(tags)}</way>")

    def square(self, number: int, x: float, y: float, **tags: str) -> None:
        corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]
        self.way(number, *corners, **tags)

    def relation(self, number: int, *parts: tuple[int, str], **tags: str) -> None:
        members = "".join(
            f"<member type='way' ref='{ref}' role='{role}'/>" for ref, role in parts
        )
        self.rest.append(f"<relation id='{number}'>{members}{written(tags)}</relation>")

    def xml(self) -> str:
        nodes = "".join(
            f"<node id='{i}' lon='{LON + x * STEP:.7f}' lat='{LAT + y * STEP:.7f}'>"
            f"{written(self.node_tags[i])}</node>\n"
            for (x, y), i in self.nodes.items()
            if i not in self.left_out
        )
        return f"<osm version='0.6'>\n{nodes}{''.join(self.rest)}\n</osm>\n"

    def read(self, folder: Path, **options: object) -> ImportResult:
        path = folder / "map.osm"
        path.write_text(self.xml(), encoding="utf-8")
        return read_osm(path, **options)  # type: ignore[arg-type]


def written(tags: dict[str, str]) -> str:
    pairs = ((k.replace("__", ":"), v.replace("'", "&apos;")) for k, v in tags.items())
    return "".join(f"<tag k='{k}' v='{v}'/>" for k, v in pairs)
