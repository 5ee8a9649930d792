"""Heights of the ground, from GeoTIFFs of every coordinate system."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from machimori.errors import InvalidInput
from machimori.formats.scene_file import on_terrain, read_scene
from machimori.formats.terrain import read_terrain
from machimori.geometry import PlaneFrame
from tests.machimori.conftest import REALDATA

rasterio = pytest.importorskip("rasterio", reason="needs rasterio (extra: raster)")

Floats = NDArray[np.float64]

BOUNDS = (0.0, 0.0, 40.0, 30.0)
OWN = PlaneFrame(None)


def tif(
    path: Path,
    heights: Floats,
    *,
    west: float = -10.0,
    north: float = 50.0,
    cell: float = 5.0,
    crs: str | None = None,
    **rest: Any,
) -> Path:
    bands = heights if heights.ndim == 3 else heights[None]
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=bands.shape[2],
        height=bands.shape[1],
        count=len(bands),
        dtype=bands.dtype,
        crs=crs,
        transform=rasterio.Affine(cell, 0, west, 0, -cell, north),
        **rest,
    ) as opened:
        opened.write(bands)
    return path


def inclined(rows: int = 14, columns: int = 14) -> Floats:
    """Heights of cells of 5 m from (-10, 50): 0.1 x + 0.2 y + 7."""
    x = -10.0 + 5.0 * (np.arange(columns) + 0.5)
    y = 50.0 - 5.0 * (np.arange(rows) + 0.5)
    return 0.1 * x[None, :] + 0.2 * y[:, None] + 7.0


def said(wrong: pytest.ExceptionInfo[InvalidInput]) -> str:
    return " ".join(
        f"{p.found} {p.expected.en} {p.remedy.en}" for p in wrong.value.problems
    )


# Where it lies


def test_a_scene_in_its_own_metres_takes_heights_in_the_same(tmp_path: Path) -> None:
    ground = read_terrain(tif(tmp_path / "d.tif", inclined()), OWN, BOUNDS)
    points = np.array([[0.0, 0.0], [12.3, 7.7], [40.0, 30.0]])
    expected = 0.1 * points[:, 0] + 0.2 * points[:, 1] + 7.0
    assert ground.height_at(points) == pytest.approx(expected, abs=1e-9)
    assert ground.lattice.spacing_m == 5.0
    assert (ground.source, ground.filled_share) == (str(tmp_path / "d.tif"), 0.0)


def test_its_own_points_are_kept_where_it_is_in_the_zone_of_the_scene(
    tmp_path: Path,
) -> None:
    rng = np.random.default_rng(1)
    rough = rng.uniform(0, 9, (14, 14))
    file = tif(tmp_path / "d.tif", rough, west=990.0, north=2050.0, crs="EPSG:6677")
    frame = PlaneFrame(6677, easting_m=1000.0, northing_m=2000.0)
    ground = read_terrain(file, frame, BOUNDS)
    centre = np.array([[2.5, 47.5 - 5 * 4]])
    assert ground.height_at(centre)[0] == pytest.approx(rough[4, 2], abs=1e-9)


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:6668", "EPSG:32654", "EPSG:3857"])
def test_another_coordinate_system_gives_the_same_heights(
    tmp_path: Path, crs: str
) -> None:
    """A slope of the place, written in degrees and in other zones' metres."""
    from pyproj import Transformer

    frame = PlaneFrame.around(139.5, 35.7)
    into = Transformer.from_crs(f"EPSG:{frame.epsg}", crs, always_xy=True)
    corners = np.array([[-60, -60], [100, -60], [100, 90], [-60, 90]], float)
    x, y = into.transform(
        corners[:, 0] + frame.easting_m, corners[:, 1] + frame.northing_m
    )
    cell = float(np.ptp(x) / 40)
    rows = int(np.ceil(np.ptp(y) / cell)) + 1
    east = min(x) + cell * (np.arange(42) + 0.5)
    north = max(y) - cell * (np.arange(rows) + 0.5)
    back = into.transform(*np.meshgrid(east, north), direction="INVERSE")
    height = 0.1 * (back[0] - frame.easting_m) - 0.2 * (back[1] - frame.northing_m)
    file = tif(
        tmp_path / "d.tif", height, west=min(x), north=max(y), cell=cell, crs=crs
    )
    ground = read_terrain(file, frame, BOUNDS)
    points = np.random.default_rng(0).uniform((0, 0), (40, 30), (50, 2))
    expected = 0.1 * points[:, 0] - 0.2 * points[:, 1]
    assert ground.height_at(points) == pytest.approx(expected, abs=0.02)


def test_scaled_whole_numbers_are_heights_too(tmp_path: Path) -> None:
    file = tif(tmp_path / "d.tif", np.round(inclined() * 100).astype(np.int16))
    with rasterio.open(file, "r+") as opened:
        opened.scales = (0.01,)
    ground = read_terrain(file, OWN, BOUNDS)
    assert ground.height_at(np.array([[10.0, 10.0]]))[0] == pytest.approx(
        10.0, abs=0.01
    )


# What it does not say


def test_a_gap_is_as_high_as_the_nearest_ground_and_is_told(tmp_path: Path) -> None:
    holed = inclined()
    holed[7, 7] = -9999.0
    ground = read_terrain(tif(tmp_path / "d.tif", holed, nodata=-9999.0), OWN, BOUNDS)
    assert 0 < ground.filled_share < 0.05
    assert np.isfinite(ground.height_m).all()
    middle = ground.height_at(np.array([[27.5, 12.5]]))[0]
    assert middle == pytest.approx(0.1 * 27.5 + 0.2 * 12.5 + 7, abs=1.6)


def test_mostly_gaps_are_refused(tmp_path: Path) -> None:
    holed = inclined()
    holed[:, 5:] = np.nan
    with pytest.raises(InvalidInput) as wrong:
        read_terrain(tif(tmp_path / "d.tif", holed, nodata=np.nan), OWN, BOUNDS)
    assert "without a height" in said(wrong)


@pytest.mark.parametrize("west", [-10.0 + 45.0, 9000.0])
def test_what_does_not_cover_the_scene_is_refused(tmp_path: Path, west: float) -> None:
    with pytest.raises(InvalidInput) as wrong:
        read_terrain(tif(tmp_path / "d.tif", inclined(), west=west), OWN, BOUNDS)
    assert "all of the scene" in said(wrong)


def test_what_names_no_coordinate_system_is_refused_for_a_scene_on_the_earth(
    tmp_path: Path,
) -> None:
    with pytest.raises(InvalidInput) as wrong:
        read_terrain(tif(tmp_path / "d.tif", inclined()), PlaneFrame(6677), BOUNDS)
    assert "names its CRS" in said(wrong)


def test_a_scene_that_lies_nowhere_refuses_heights_that_lie_somewhere(
    tmp_path: Path,
) -> None:
    file = tif(tmp_path / "d.tif", inclined(), crs="EPSG:6677")
    with pytest.raises(InvalidInput) as wrong:
        read_terrain(file, OWN, BOUNDS)
    assert "without CRS" in said(wrong)


def test_a_picture_is_no_ground(tmp_path: Path) -> None:
    picture = np.zeros((3, 14, 14), dtype=np.uint8)
    with pytest.raises(InvalidInput) as wrong:
        read_terrain(tif(tmp_path / "d.tif", picture), OWN, BOUNDS)
    assert "one band" in said(wrong)


@pytest.mark.parametrize("content", [b"", b"hello", b"II*\x00", b"\x1f\x8b\x08\x00"])
def test_what_is_no_geotiff_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "d.tif"
    file.write_bytes(content)
    with pytest.raises(InvalidInput) as wrong:
        read_terrain(file, OWN, BOUNDS)
    assert "GeoTIFF" in said(wrong)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        read_terrain(tmp_path / "nowhere.tif", OWN, BOUNDS)


# Beside the scene


def scene_beside(folder: Path, **header: Any) -> Path:
    shape = [[[0, 0], [40, 0], [40, 30], [0, 30], [0, 0]]]
    place = {
        "type": "Feature",
        "id": "park",
        "properties": {"kind": "place", "place_kind": "park"},
        "geometry": {"type": "Polygon", "coordinates": shape},
    }
    document = {
        "type": "FeatureCollection",
        "machimori": {"coordinates": "plane_m", **header},
        "features": [place],
    }
    path = folder / "scene.geojson"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_a_scene_names_the_file_of_its_ground(tmp_path: Path) -> None:
    tif(tmp_path / "dem.tif", inclined())
    scene = read_scene(scene_beside(tmp_path, terrain="dem.tif"))
    assert scene.terrain_file == "dem.tif"
    assert scene.terrain is not None
    assert scene.terrain.height_at(np.array([[0.0, 0.0]]))[0] == pytest.approx(7.0)


def test_another_file_may_be_taken_instead(tmp_path: Path) -> None:
    path = scene_beside(tmp_path, terrain="missing.tif")
    other = tif(tmp_path / "other.tif", inclined() + 1.0)
    scene = read_scene(path, terrain=other)
    assert scene.terrain is not None
    assert scene.terrain.source == str(other)


@pytest.mark.parametrize("name", ["../dem.tif", "/dem.tif", "missing.tif"])
def test_it_must_lie_beside_the_scene(tmp_path: Path, name: str) -> None:
    tif(tmp_path / "dem.tif", inclined())
    (tmp_path / "in").mkdir()
    with pytest.raises(InvalidInput):
        read_scene(scene_beside(tmp_path / "in", terrain=name))


@pytest.mark.parametrize("name", [3, "dem.png", ["dem.tif"], True])
def test_a_name_that_is_none_is_refused(tmp_path: Path, name: Any) -> None:
    with pytest.raises(InvalidInput) as wrong:
        read_scene(scene_beside(tmp_path, terrain=name))
    assert "GeoTIFF" in said(wrong)


def test_a_scene_in_which_nothing_stands_needs_no_ground(tmp_path: Path) -> None:
    tif(tmp_path / "dem.tif", inclined())
    path = scene_beside(tmp_path, terrain="dem.tif")
    document = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**document, "features": []}), encoding="utf-8")
    assert read_scene(path).terrain is None


def test_a_scene_without_ground_is_flat(tmp_path: Path) -> None:
    assert read_scene(scene_beside(tmp_path)).terrain is None


# Other people's data


OSAKA = REALDATA / "terrain" / "osaka_srtm_6kei.tif.gz"


@pytest.mark.skipif(not OSAKA.exists(), reason="needs shared/realdata/terrain")
def test_the_heights_of_osaka_are_read(tmp_path: Path) -> None:
    """Tempozan lies at the sea, Ikoma's summit 642 m above it."""
    file = tmp_path / "osaka.tif"
    file.write_bytes(gzip.decompress(OSAKA.read_bytes()))
    frame = PlaneFrame.around(135.6789, 34.6784)
    ground = read_terrain(file, frame, (-300.0, -300.0, 300.0, 300.0))
    around = ground.height_at(np.random.default_rng(0).uniform(-300, 300, (500, 2)))
    assert 600 < around.max() < 660
    assert not ground.is_plane(np.array([[-300.0, -300.0], [300.0, 300.0]]))
    assert ground.lattice.spacing_m == pytest.approx(28.28, abs=0.01)


@pytest.mark.skipif(not OSAKA.exists(), reason="needs shared/realdata/terrain")
def test_still_packed_it_is_refused(tmp_path: Path) -> None:
    path = scene_beside(tmp_path)
    with pytest.raises(InvalidInput) as wrong:
        on_terrain(read_scene(path), OSAKA)
    assert "not packed" in said(wrong)
