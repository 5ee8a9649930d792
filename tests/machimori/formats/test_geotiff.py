"""Rasters, written window by window and read back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from machimori.errors import CannotWrite, MissingExtra
from machimori.formats.geotiff import (
    RasterQuantity,
    RasterWindow,
    geotiff_writer,
    read_geotiff,
    write_geotiff,
    write_raster_style,
)
from machimori.formats.qml import ColourBand
from machimori.geometry import Lattice, PlaneFrame
from machimori.language import Text

TITLE = Text(ja="水平面照度", en="horizontal illuminance")
LUX = RasterQuantity(name="illuminance", title=TITLE, unit="lx")
COUNT = RasterQuantity(
    name="watchers",
    title=Text.same("n"),
    unit="1",
    dtype="int16",
    no_data=-1,
    overviews="nearest",
)
FRAME = PlaneFrame(6677, -30165.0, -33232.0)
LATTICE = Lattice(3.25, -7.25, 0.5, 7, 5)
SLOPE = np.arange(35.0).reshape(5, 7)


@pytest.fixture
def rasterio():  # type: ignore[no-untyped-def]
    return pytest.importorskip("rasterio", reason="the extra raster is not installed")


def test_what_is_written_is_read_back(tmp_path: Path, rasterio: object) -> None:
    path = tmp_path / "lux.tif"
    write_geotiff(path, LATTICE, SLOPE, frame=FRAME, quantity=LUX, language="en")
    read = read_geotiff(path)
    assert np.array_equal(read.values, SLOPE)
    assert read.lattice == LATTICE._replace(
        west_m=3.25 - 30165.0, south_m=-7.25 - 33232.0
    )
    assert (read.frame.epsg, read.unit) == (6677, "lx")
    assert read.description == "horizontal illuminance"
    assert read.tags["machimori_quantity"] == "illuminance"


def test_a_point_of_the_lattice_is_the_middle_of_its_cell(
    tmp_path: Path, rasterio
) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "lux.tif"
    write_geotiff(path, LATTICE, SLOPE, frame=FRAME, quantity=LUX)
    with rasterio.open(path) as tif:
        east, north = FRAME.easting_m + 3.25 + 0.5 * 2, FRAME.northing_m - 7.25 + 0.5
        assert [v[0] for v in tif.sample([(east, north)])] == [SLOPE[1, 2]]


def test_windows_in_any_order_give_the_same_file(
    tmp_path: Path, rasterio: object
) -> None:
    rng = np.random.default_rng(3)
    lattice = Lattice(0.0, 0.0, 1.0, 1300, 700)
    values = rng.uniform(0, 60, (700, 1300)).astype(np.float32)
    windows = [
        RasterWindow(r, c, values[r : r + 300, c : c + 450])
        for r in range(0, 700, 300)
        for c in range(0, 1300, 450)
    ]
    rng.shuffle(windows)
    write_geotiff(tmp_path / "a.tif", lattice, values, frame=FRAME, quantity=LUX)
    write_geotiff(tmp_path / "b.tif", lattice, windows, frame=FRAME, quantity=LUX)
    assert (tmp_path / "a.tif").read_bytes() == (tmp_path / "b.tif").read_bytes()
    assert np.array_equal(read_geotiff(tmp_path / "b.tif").values, values)


def test_what_is_unknown_or_never_written_is_no_data(
    tmp_path: Path, rasterio: object
) -> None:
    path = tmp_path / "lux.tif"
    part = np.where(SLOPE[:2, :3] == 1.0, np.nan, SLOPE[:2, :3])
    with geotiff_writer(path, LATTICE, frame=FRAME, quantity=LUX) as write:
        write(RasterWindow(0, 0, part))
    values = read_geotiff(path).values
    assert np.array_equal(values[:2, :3], part, equal_nan=True)
    assert np.isnan(values[2:]).all()
    assert np.isnan(values[:, 3:]).all()


def test_counts_are_whole_numbers(tmp_path: Path, rasterio: object) -> None:
    path = tmp_path / "count.tif"
    counts = np.array([[0.0, 2.0, np.nan], [1.0, 300.0, 7.0]])
    lattice = Lattice(0.0, 0.0, 1.0, 3, 2)
    write_geotiff(path, lattice, counts, frame=PlaneFrame(None), quantity=COUNT)
    read = read_geotiff(path)
    assert np.array_equal(read.values, counts, equal_nan=True)
    assert read.frame.epsg is None


def test_the_file_is_cloud_optimised(tmp_path: Path, rasterio) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "lux.tif"
    lattice = Lattice(0.0, 0.0, 1.0, 1100, 1100)
    values = np.add.outer(np.arange(1100.0), np.arange(1100.0)) / 100
    write_geotiff(path, lattice, values, frame=FRAME, quantity=LUX)
    with rasterio.open(path) as tif:
        assert tif.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        assert tif.profile["compress"] == "deflate"
        assert tif.block_shapes == [(512, 512)]
        assert tif.overviews(1) == [2, 4]
        assert tif.nodata == LUX.no_data


def failing() -> Iterator[RasterWindow]:
    yield RasterWindow(0, 0, SLOPE)
    raise ZeroDivisionError


def test_when_the_work_fails_what_was_there_stays(
    tmp_path: Path, rasterio: object
) -> None:
    path = tmp_path / "lux.tif"
    path.write_bytes(b"before")
    with pytest.raises(ZeroDivisionError):
        write_geotiff(path, LATTICE, failing(), frame=FRAME, quantity=LUX)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, rasterio: object) -> None:
    path = tmp_path / "nowhere" / "lux.tif"
    with pytest.raises(CannotWrite, match="nowhere"):
        write_geotiff(path, LATTICE, SLOPE, frame=FRAME, quantity=LUX)


def test_without_the_extra_the_error_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("rasterio", "rasterio.shutil"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtra, match=r"machimori\[raster\]"):
        write_geotiff(tmp_path / "x.tif", LATTICE, SLOPE, frame=FRAME, quantity=LUX)


def test_a_style_lies_beside_the_raster(tmp_path: Path) -> None:
    bands = [
        ColourBand(0.0, Text(ja="暗い", en="dark"), "#8390b4"),
        ColourBand(3.0, Text.same("3 lx"), "#fff3a0"),
    ]
    beside = write_raster_style(tmp_path / "lux.tif", bands, language="ja")
    said = beside.read_text("utf-8")
    assert beside == tmp_path / "lux.qml"
    assert 'value="3" color="#8390b4"' in said
    assert 'value="inf" color="#fff3a0"' in said
    assert "暗い" in said
