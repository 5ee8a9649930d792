"""LM-63's Types A and B: the axis about which a floodlight or a headlamp was turned."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from machimori.errors import InvalidInput
from machimori.formats.ies import parse_ies
from machimori.formats.photometry_file import read_photometry
from machimori.scene.photometry import Photometry

STEPS = np.arange(-90.0, 91, 10)
HALF = np.arange(0.0, 91, 10)


def written(photometric_type: int, h: np.ndarray, v: np.ndarray, table: object) -> str:
    numbers = (" ".join(f"{x:.9g}" for x in np.ravel(n)) for n in (v, h, table))
    head = f"1 -1 1 {len(v)} {len(h)} {photometric_type} 2 0 0 0 1 1 50"
    return "\r\n".join(["IESNA:LM-63-2002", "TILT=NONE", head, *numbers])


def read(*args: object) -> Photometry:
    return parse_ies(written(*args).encode(), "flood.ies")  # type: ignore[arg-type]


def spot(h: np.ndarray, v: np.ndarray, at: tuple[float, float]) -> np.ndarray:
    """A table with one bright angle (H, V)."""
    return 100.0 * ((h[:, None] == at[0]) & (v[None, :] == at[1]))


@pytest.mark.parametrize(
    ("at", "c_deg", "gamma_deg"),
    [
        ((0, 0), 0, 0),
        ((0, 40), 0, 40),
        ((0, -40), 180, 40),
        ((0, 90), 0, 90),
        ((40, 0), 270, 40),
        ((-40, 0), 90, 40),
    ],
)
def test_a_floodlights_beam_is_straight_down_v_rises_to_c_0_and_h_turns_clockwise(
    at: tuple[float, float], c_deg: float, gamma_deg: float
) -> None:
    flood = read(2, STEPS, STEPS, spot(STEPS, STEPS, at))
    assert float(flood.intensity_cd(c_deg, gamma_deg)) == pytest.approx(100, rel=1e-6)
    assert flood.photometric_type == "B"


def test_between_the_axes_a_floodlight_follows_its_own_planes() -> None:
    # cos γ = cos H cos V, and sin γ sin C = -sin H.
    flood = read(2, STEPS, STEPS, spot(STEPS, STEPS, (30, 60)))
    gamma = np.degrees(np.arccos(np.cos(np.pi / 6) * np.cos(np.pi / 3)))
    c = np.degrees(
        np.arctan2(-np.sin(np.pi / 6), np.cos(np.pi / 6) * np.sin(np.pi / 3))
    )
    assert float(flood.intensity_cd(c, gamma)) == pytest.approx(100, rel=1e-9)


@pytest.mark.parametrize(
    ("at", "c_deg", "gamma_deg"),
    [((0, 0), 0, 90), ((40, 0), 320, 90), ((-40, 30), 40, 120), ((20, -80), 340, 10)],
)
def test_a_headlamps_beam_is_level_and_h_turns_clockwise(
    at: tuple[float, float], c_deg: float, gamma_deg: float
) -> None:
    lamp = read(3, STEPS, STEPS, spot(STEPS, STEPS, at))
    assert float(lamp.intensity_cd(c_deg, gamma_deg)) == pytest.approx(100, rel=1e-9)
    assert lamp.photometric_type == "C"


@pytest.mark.parametrize("photometric_type", [2, 3])
def test_the_rear_that_no_file_holds_is_dark(photometric_type: int) -> None:
    lamp = read(photometric_type, STEPS, STEPS, np.full((19, 19), 50.0))
    assert lamp.luminous_flux_lm() == pytest.approx(2 * np.pi * 50, rel=1e-6)
    behind = (180.0, 90.0) if photometric_type == 3 else (0.0, 180.0)
    assert float(lamp.intensity_cd(*behind)) == 0.0
    assert lamp.warnings == ()


@pytest.mark.parametrize("photometric_type", [2, 3])
def test_a_half_stands_for_both_sides(photometric_type: int) -> None:
    h, v = np.meshgrid(np.radians(STEPS), np.radians(STEPS), indexing="ij")
    table = 100 * np.cos(h) ** 2 * (1 + 0.5 * np.sin(v))
    whole = read(photometric_type, STEPS, STEPS, table)
    half = read(photometric_type, HALF, STEPS, table[9:])
    assert np.allclose(half.table_cd, whole.table_cd)
    assert half.warnings == ()


def test_vertical_angles_from_0_stand_for_up_and_down_and_are_noted() -> None:
    h, v = np.meshgrid(np.radians(STEPS), np.radians(STEPS), indexing="ij")
    table = 100 * np.cos(h) * np.cos(v)
    quarter = read(2, HALF, HALF, table[9:, 9:])
    assert np.allclose(quarter.table_cd, read(2, STEPS, STEPS, table).table_cd)
    (note,) = quarter.warnings
    assert "vertical angles begin at 0" in note.en


@pytest.mark.parametrize("photometric_type", [2, 3])
@pytest.mark.parametrize(
    ("h", "v", "notes"),
    [
        ((-60, 60), (-90, 90), 1),
        ((-60, 90), (-40, 40), 2),
        ((-90, 0), (-90, 90), 1),
        ((0, 50), (-90, 30), 2),
    ],
)
def test_a_part_that_was_not_measured_is_dark_and_noted(
    photometric_type: int, h: tuple[int, int], v: tuple[int, int], notes: int
) -> None:
    across, rise = np.arange(h[0], h[1] + 1, 10.0), np.arange(v[0], v[1] + 1, 10.0)
    lamp = read(photometric_type, across, rise, np.full((len(across), len(rise)), 9.0))
    left = -h[1] if h[0] == 0 else h[0]
    turned, polar = ((v, (left, h[1])), ((left, h[1]), v))[photometric_type == 3]
    part = np.radians(turned[1] - turned[0]) * np.diff(np.sin(np.radians(polar)))[0]
    assert lamp.luminous_flux_lm() == pytest.approx(9.0 * part, rel=1e-6)
    assert len(lamp.warnings) == notes


@pytest.mark.parametrize(("photometric_type", "is_turned"), [(2, "v"), (3, "h")])
def test_the_rear_may_be_measured_too(photometric_type: int, is_turned: str) -> None:
    turn = np.arange(-180.0, 181, 10)
    h, v = (turn, STEPS) if is_turned == "h" else (STEPS, turn)
    lamp = read(photometric_type, h, v, np.full((len(h), len(v)), 7.0))
    assert lamp.luminous_flux_lm() == pytest.approx(28 * np.pi, rel=1e-9)
    assert lamp.is_rotationally_symmetric


def test_only_a_floodlight_alike_in_all_directions_may_be_turned_at_will() -> None:
    about_level_axis = np.repeat(np.cos(np.radians(STEPS))[:, None], 19, axis=1)
    assert not read(2, STEPS, STEPS, about_level_axis).is_rotationally_symmetric


@pytest.mark.parametrize("photometric_type", [2, 3])
@pytest.mark.parametrize(
    ("h", "v"),
    [
        (np.array([0.0]), STEPS),
        (np.arange(10.0, 91, 10), STEPS),
        (STEPS, np.arange(10.0, 91, 10)),
        (np.arange(-190.0, 181, 10), np.arange(-190.0, 181, 10)),
    ],
)
def test_angles_that_no_goniometer_has_are_refused(
    photometric_type: int, h: np.ndarray, v: np.ndarray
) -> None:
    with pytest.raises(InvalidInput, match="-90 to 90 or 0 to 90"):
        read(photometric_type, h, v, np.ones((len(h), len(v))))


def test_a_real_floodlight_has_the_flux_that_its_laboratory_declares(
    realdata: Path,
) -> None:
    flood = read_photometry(realdata / "luminaires-ies" / "flood" / "2.1.IES")
    declared_lm = float(flood.labels["_ABSOLUTELUMENS"])
    assert flood.photometric_type == "B"
    # The laboratory takes each angle for the middle of a zone of even intensity, and
    # angles of 55° to 85° for zones 10° wide.
    assert zonal_flux_lm(flood) == pytest.approx(declared_lm, rel=1e-4)
    # Straight lines between the angles give a little more there.
    assert flood.luminous_flux_lm() == pytest.approx(declared_lm, rel=0.01)


def zonal_flux_lm(flood: Photometry) -> float:
    angles = flood.angles_deg - 90
    middles = angles[(angles > 0) & (angles < 90)]
    edges = [0.0]
    for middle in middles:
        edges.append(2 * middle - edges[-1])
    v, h = np.concatenate([-middles[::-1], middles]), middles
    native = flood.table_cd[np.searchsorted(flood.planes_deg, v % 360)]
    right = native[:, np.searchsorted(angles, h)]
    left = native[:, np.searchsorted(angles, -h)]
    across, rise = np.diff(np.sin(np.radians(edges))), np.diff(np.radians(edges))
    return float(np.concatenate([rise[::-1], rise]) @ (left + right) @ across)


def test_a_real_floodlight_that_declares_nothing_has_a_plausible_efficacy(
    realdata: Path,
) -> None:
    flood = read_photometry(realdata / "luminaires-ies" / "flood" / "2.2.ies")
    assert 100 < flood.luminous_flux_lm() / 193.742 < 200
    # The poles of Type B are single directions: all planes meet there.
    assert np.ptp(flood.table_cd[flood.table_cd[:, 0] > 0, 0]) == 0
    assert flood.peak_cd == pytest.approx(float(flood.intensity_cd(0.0, 0.0)), rel=0.15)
