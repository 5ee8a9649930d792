"""TILT: what a lamp still gives when it burns tilted."""

from __future__ import annotations

from pathlib import Path

import pytest

from machimori.errors import InvalidInput
from machimori.formats.ies import parse_ies
from machimori.formats.photometry_file import read_photometry
from machimori.scene.photometry import Photometry
from tests.machimori.formats import luminaires

BLOCK = "{geometry}\r\n4\r\n0 30 60\r\n90\r\n1 0.9 0.8 0.7"
PLAIN = luminaires.ies()


def tilting(block: str) -> str:
    return PLAIN.replace("TILT=NONE", f"TILT=INCLUDE\r\n{block}")


def included(geometry: int) -> Photometry:
    text = tilting(BLOCK.format(geometry=geometry))
    return parse_ies(text.encode(), "hid.ies")


@pytest.mark.parametrize(
    ("tilt_deg", "factor"),
    [(0, 1), (30, 0.9), (45, 0.85), (-45, 0.85), (90, 0.7), (150, 0.7), (330, 0.9)],
)
@pytest.mark.parametrize("geometry", [1, 3])
def test_a_lamp_that_tilts_with_its_luminaire_gives_less(
    geometry: int, tilt_deg: float, factor: float
) -> None:
    light = included(geometry)
    tilted = light.tilted(tilt_deg)
    assert tilted.peak_cd == pytest.approx(factor * light.peak_cd)
    assert tilted.tilt_factors is None


def test_a_lamp_that_stays_level_gives_what_it_gave() -> None:
    light = included(2)
    assert light.tilted(60).peak_cd == light.peak_cd


def test_without_factors_no_tilt_matters() -> None:
    plain = parse_ies(PLAIN.encode(), "led.ies")
    assert plain.tilted(60) is plain


def test_the_rest_of_the_file_is_read_as_ever() -> None:
    plain = parse_ies(PLAIN.encode(), "led.ies")
    assert (included(1).table_cd == plain.table_cd).all()
    assert included(1).warnings == ()


@pytest.mark.parametrize(
    ("block", "says"),
    [
        ("4 2 0 90 1 0.5", "line 5: found 4; expected lamp geometry, 1 to 3"),
        ("1 0", "found 0; expected number of pairs"),
        ("1 1.5 0 1", "found 1.5; expected number of pairs"),
        ("1\r\n2\r\n10 90\r\n1 1", "line 7: found 10; expected tilt angles, from 0"),
        ("1 3 0 90 90 1 1 1", "found 90; expected an angle above the one before"),
        ("1 2 0 90 1 -0.5", "found -0.5; expected a factor from 0 to 10"),
        ("1 2 0 90 1 11", "found 11; expected a factor from 0 to 10"),
        ("1 2 0 x 1 1", "found x; expected a number: tilt angles"),
    ],
)
def test_what_cannot_be_right_is_refused_by_line(block: str, says: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_ies(tilting(block).encode(), "hid.ies")
    assert says in refused.value.message("en")


def beside(folder: Path, name: str, line: str) -> Path:
    (folder / name).write_text(BLOCK.format(geometry=1), encoding="ascii")
    path = folder / "hid.ies"
    path.write_bytes(PLAIN.replace("TILT=NONE", f"TILT={line}").encode("cp932"))
    return path


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("hid.tlt", "hid.tlt"),
        ("hid.tlt", "HID.TLT"),
        ("hid.tlt", " hid.tlt "),
        ("水銀灯.tlt", "水銀灯.tlt"),
    ],
)
def test_the_factors_may_lie_in_a_file_beside(
    tmp_path: Path, name: str, line: str
) -> None:
    light = read_photometry(beside(tmp_path, name, line))
    assert light.tilted(60).peak_cd == pytest.approx(0.8 * light.peak_cd)


def test_the_signature_covers_the_file_of_factors(tmp_path: Path) -> None:
    path = beside(tmp_path, "hid.tlt", "hid.tlt")
    before = read_photometry(path).sha256
    (tmp_path / "hid.tlt").write_text("1 2 0 90 1 0.5", encoding="ascii")
    assert read_photometry(path).sha256 != before


@pytest.mark.parametrize(
    "line", ["../hid.tlt", "/etc/passwd", "a\\hid.tlt", "C:hid.tlt", "..", "", "*.tlt"]
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, line: str) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "hid.tlt").write_text(BLOCK.format(geometry=1), encoding="ascii")
    with pytest.raises(InvalidInput, match="only the name of a file in the folder"):
        read_photometry(beside(inner, "other.tlt", line))


def test_a_link_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "hid.tlt").write_text(BLOCK.format(geometry=1), encoding="ascii")
    path = beside(inner, "other.tlt", "link.tlt")
    (inner / "link.tlt").symlink_to(tmp_path / "hid.tlt")
    with pytest.raises(InvalidInput, match=r"line 4: found TILT=link\.tlt"):
        read_photometry(path)


def test_a_file_of_factors_that_is_missing_or_broken_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"none\.tlt"):
        read_photometry(beside(tmp_path, "hid.tlt", "none.tlt"))
    path = beside(tmp_path, "hid.tlt", "hid.tlt")
    (tmp_path / "hid.tlt").write_text("rubbish", encoding="ascii")
    with pytest.raises(InvalidInput) as refused:
        read_photometry(path)
    assert refused.value.problems[0].file == "hid.tlt"
