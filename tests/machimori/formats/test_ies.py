from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from machimori.errors import InvalidInput
from machimori.formats.ies import parse_ies
from machimori.formats.photometry_file import read_photometry
from machimori.scene.photometry import Photometry
from tests.machimori.formats import luminaires
from tests.machimori.formats.luminaires import IES_HEADERS, PLANES, ies

GOOD = ies()
ALL_C, ALL_GAMMA = np.arange(0.0, 361, 15), np.arange(0.0, 181, 10)


def read(text: str | bytes) -> Photometry:
    content = text.encode("latin-1") if isinstance(text, str) else text
    return parse_ies(content, "lamp.ies")


def refusal(text: str | bytes) -> str:
    """The first problem in English, and proof that all of it is said in Japanese."""
    with pytest.raises(InvalidInput) as refused:
        read(text)
    for problem in refused.value.problems:
        assert problem.file == "lamp.ies"
        assert re.search(r"[ぁ-ん一-龥]", problem.sentence("ja"))
    return refused.value.problems[0].sentence("en")


def at_all_angles(photometry: Photometry) -> np.ndarray:
    return photometry.intensity_cd(ALL_C[:, None], ALL_GAMMA[None, :])


@pytest.mark.parametrize("symmetry", PLANES)
@pytest.mark.parametrize("year", IES_HEADERS)
def test_every_dialect_and_symmetry_unfolds_to_the_whole_sphere(
    year: int, symmetry: str
) -> None:
    photometry = read(ies(symmetry, year=year))
    whole = luminaires.intensities(symmetry, ALL_C, ALL_GAMMA)
    assert at_all_angles(photometry) == pytest.approx(whole, rel=1e-9)
    assert photometry.planes_deg[0] == photometry.angles_deg[0] == 0
    assert (photometry.planes_deg[-1], photometry.angles_deg[-1]) == (360, 180)
    assert np.all(np.diff(photometry.planes_deg) > 0)
    assert photometry.warnings == ()


@pytest.mark.parametrize(("first", "last"), [(0, 90), (90, 180)])
def test_the_half_that_a_file_leaves_out_is_dark(first: int, last: int) -> None:
    photometry = read(ies(gamma=(first, last)))
    whole = luminaires.intensities("none", ALL_C, ALL_GAMMA)
    inside = (first <= ALL_GAMMA) & (last >= ALL_GAMMA)
    assert at_all_angles(photometry) == pytest.approx(whole * inside, rel=1e-9)


def test_angles_are_joined_linearly() -> None:
    photometry = read(ies())
    low, high = photometry.intensity_cd([30.0, 45.0], 40.0)
    assert float(photometry.intensity_cd(33.0, 40.0)) == pytest.approx(
        0.8 * low + 0.2 * high
    )


@pytest.mark.parametrize("year", IES_HEADERS)
def test_multiplier_and_ballast_factor_scale_and_the_third_only_till_1991(
    year: int,
) -> None:
    text = ies(year=year, head="1 -1 2.5 {v} {h} 1 2 0 0 0", factors="0.9 0.8 50")
    factor = 2.5 * 0.9 * (0.8 if year <= 1991 else 1.0)
    scaled, plain = read(text), read(ies(year=year))
    assert scaled.table_cd == pytest.approx(factor * plain.table_cd)
    assert len(scaled.warnings) == (0 if year <= 1991 else 1)


def test_relative_files_declare_the_flux_of_their_lamps() -> None:
    text = ies(head="2 3000 1 {v} {h} 1 2 0 0 0")
    assert read(text).declared_lm == 6000
    assert read(ies()).declared_lm is None


def test_lamps_that_give_less_than_the_luminaire_are_noted() -> None:
    (note,) = read(ies(head="1 500 1 {v} {h} 1 2 0 0 0")).warnings
    assert "500 lm" in note.en
    assert "500 lm" in note.ja


@pytest.mark.parametrize(("unit", "to_m"), [(1, 0.3048), (2, 1.0)])
def test_sizes_are_metres_whether_round_or_not(unit: int, to_m: float) -> None:
    photometry = read(ies(head=f"1 -1 1 {{v}} {{h}} 1 {unit} -0.5 2 0.25"))
    expected = (2 * to_m, 0.5 * to_m, 0.25 * to_m)
    assert photometry.opening_m == pytest.approx(expected)


def as_bytes(words: str, encoding: str = "utf-8") -> str:
    return words.encode(encoding).decode("latin-1")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(" ", ", "),
        lambda text: text.replace(" ", "\t"),
        lambda text: text.replace(" ", " \r\n "),
        lambda text: text.replace("\r\n", "\n"),
        lambda text: text.replace("\r\n", "\r"),
        lambda text: text.replace("\r\n", "\r\r\n"),
        lambda text: text + "\x1a\x00\x00",
        lambda text: text.replace("TILT=NONE", " tilt = None "),
        lambda text: "\xef\xbb\xbf" + text,
        lambda text: text.replace("[TEST] 1", as_bytes("防犯灯", "cp932")),
        lambda text: text.replace("[TEST] 1", as_bytes("表示能登")),
        lambda text: text.rstrip(),
    ],
    ids=[
        *("commas", "tabs", "wrapped", "LF", "CR", "CRCRLF"),
        *("^Z", "tilt", "BOM", "Shift_JIS", "UTF-8", "bare"),
    ],
)
def test_ways_of_writing_do_not_matter(change: object) -> None:
    text = change(GOOD)  # type: ignore[operator]
    assert np.array_equal(read(text).table_cd, read(GOOD).table_cd)


def test_words_after_the_numbers_are_noted() -> None:
    (note,) = read(GOOD + "END OF FILE\r\n").warnings
    assert "surplus" in note.en


def test_a_last_plane_that_differs_from_the_first_is_noted_and_left_out() -> None:
    photometry = read("\r\n".join([*LINES[:-2], "9 " * 9]))
    assert np.array_equal(photometry.table_cd, read(GOOD).table_cd)
    (note,) = photometry.warnings
    assert "0 and 360" in note.en


def test_planes_that_stop_short_of_360_are_closed_and_noted() -> None:
    unclosed = read(
        headed("1 -1 1 19 24 1 2", "\r\n".join(LINES[:-3])).replace(" 360", "")
    )
    assert np.array_equal(unclosed.table_cd, read(GOOD).table_cd)
    (note,) = unclosed.warnings
    assert "345°" in note.en


def test_planes_from_minus_180_to_180_are_all_round() -> None:
    turned = ies_of_planes(np.arange(-180.0, 181, 15))
    assert at_all_angles(turned) == pytest.approx(at_all_angles(read(GOOD)), rel=1e-9)
    assert turned.warnings == ()


def test_a_last_plane_that_rounding_moved_is_360() -> None:
    moved = read(changed(" 360", " 359.9999999"))
    assert np.array_equal(moved.planes_deg, read(GOOD).planes_deg)
    assert moved.warnings == ()


def ies_of_planes(c_deg: np.ndarray) -> Photometry:
    values = luminaires.intensities("none", c_deg, ALL_GAMMA)
    counts = f"1 -1 1 19 {len(c_deg)} 1 2 0 0 0 1 1 50"
    numbers = [luminaires.wrapped(n) for n in (ALL_GAMMA, c_deg, values)]
    return read("\r\n".join(["IESNA:LM-63-2002", "TILT=NONE", counts, *numbers]))


def test_a_goniometers_noise_below_zero_is_none_and_noted() -> None:
    in_the_plane_345 = " ".join(["-0.01", *LINES[-5].split()[1:]])
    noisy = read("\r\n".join([*LINES[:-5], in_the_plane_345, *LINES[-4:]]))
    assert noisy.table_cd.min() == 0.0
    (note,) = noisy.warnings
    assert "1 intensities lie slightly below 0" in note.en


@pytest.mark.parametrize("year", [1986, 1991, 1995])
def test_a_negative_width_alone_is_a_circle(year: int) -> None:
    text = ies(year=year, head="1 -1 1 {v} {h} 1 2 -0.3 0 0")
    assert read(text).opening_m == pytest.approx((0.3, 0.3, 0.0))


@pytest.mark.parametrize("value", ["1", "1.00001", "1.0001", "1.1", "1.11100"])
def test_file_generation_types_of_2019_are_known(value: str) -> None:
    assert read(ies(year=2019, factors=f"1 {value} 50")).warnings == ()


@pytest.mark.parametrize("value", ["2", "1.5", "0.95"])
def test_other_file_generation_types_are_noted(value: str) -> None:
    (note,) = read(ies(year=2019, factors=f"1 {value} 50")).warnings
    assert f"{value} is no file generation type" in note.en


def test_a_reserved_field_of_nought_is_no_matter() -> None:
    assert read(ies(year=1995, factors="1 0 50")).warnings == ()


@pytest.mark.parametrize(
    ("first", "year"),
    [
        ("IESNA91", 1991),
        ("IESNA:LM-63-91", 1991),
        ("IESNA86", 1986),
        ("iesna:lm-63-1995", 1995),
        ("IES LM-63-2019", 2019),
        ("IES 2000 post top", 1986),
        ("Luminaire 2002", 1986),
    ],
)
def test_the_first_line_tells_the_dialect(first: str, year: int) -> None:
    text = GOOD.replace("IESNA:LM-63-2002", first).replace("\r\n1 1 50", "\r\n1 .5 50")
    factor = 0.5 if year <= 1991 else 1.0
    assert read(text).peak_cd == pytest.approx(factor * read(GOOD).peak_cd)


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_labels_are_read_in_their_encoding(encoding: str) -> None:
    words = as_bytes("表示灯株式会社", encoding)
    labels = f"[MANUFAC] {words}\r\n[LUMCAT] A-1\r\n[more] B-2\r\nstray"
    photometry = read(GOOD.replace("[TEST] 1", labels))
    assert photometry.labels["MANUFAC"] == "表示灯株式会社"
    assert photometry.labels["LUMCAT"] == "A-1 B-2 stray"


def test_labels_of_1986_have_no_keyword() -> None:
    assert read(ies(year=1986)).labels == {"LUMINAIRE": "A luminaire of no maker"}


def test_labels_that_no_encoding_fits_are_read_as_latin_1() -> None:
    photometry = read(GOOD.replace("[TEST] 1", "[MANUFAC] Caf\xe9 lamp"))
    assert photometry.labels["MANUFAC"] == "Caf\xe9 lamp"


def test_a_file_saved_as_utf_16_is_read() -> None:
    assert np.array_equal(read(GOOD.encode("utf-16")).table_cd, read(GOOD).table_cd)


@pytest.mark.parametrize(
    ("old", "new"), [("1 -1 1 19", "1. -1 1.D0 +19"), (" 2 0.1 ", " 2.0e0 .1 ")]
)
def test_numbers_may_be_written_as_fortran_does(old: str, new: str) -> None:
    assert np.array_equal(read(changed(old, new)).table_cd, read(GOOD).table_cd)


def test_a_newer_edition_is_read_as_the_last_known() -> None:
    (note,) = read(GOOD.replace("LM-63-2002", "LM-63-2031")).warnings
    assert "2031" in note.en


LINES = GOOD.split("\r\n")


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def headed(numbers: str, text: str = GOOD) -> str:
    assert "1 -1 1 19 25 1 2" in text
    return text.replace("1 -1 1 19 25 1 2", numbers, 1)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (headed("1 -1 1 19 25 4 2"), "line 5: found 4; expected 1 to 3 (Types C"),
        (headed("1 -1 1 19 25 2 2"), "expected horizontal angles -90 to 90 or 0"),
        (headed("1 -1 1 19 25 3 2"), "expected horizontal angles -90 to 90 or 0"),
        (headed("1 -1 1 19 25 1 3"), "expected 1 (feet) or 2 (m)"),
        (headed("1 -1 0 19 25 1 2"), "a multiplier above 0"),
        (headed("1 -2 1 19 25 1 2"), "lumens, or -1"),
        (headed("1 -1 1 19.5 25 1 2"), "found 19.5; expected a count"),
        (headed("1 -1 1 19 0 1 2"), "found 0; expected a count"),
        (headed("1 -1 1 19 1e9 1 2"), "expected a count"),
        (headed("1 -1 1 18 25 1 2"), "line 9: found 0; expected an angle above"),
        (headed("1 -1 1 19 26 1 2"), "found 474 / 494 (EOF)"),
        (
            changed("\r\n1 1 50", "\r\n0 1 50"),
            "line 6: found 0; expected a ballast factor",
        ),
        (changed("TILT=NONE", "TILT=lamp.tlt"), "line 4: found TILT=lamp.tlt"),
        (changed("TILT=NONE", ""), "expected TILT=NONE"),
        (changed("0 10 20", "0 20 20"), "line 7: found 20; expected an angle above"),
        (changed("0 15 30", "0 1e-9 30"), "found 1e-09; expected an angle above"),
        (changed("0 10 20", "5 10 20"), "found 5 … 180; expected vertical angles"),
        (
            changed("0 15 30", "-15 15 30"),
            "found -15 … 360; expected horizontal angles",
        ),
        (changed("0 10 20", "0 NaN 20"), "line 7: found NaN; expected a number"),
        (changed("0 10 20", "0 1e999 20"), "expected a number: vertical angles"),
        (changed("0 10 20", "0 1O 20"), "found 1O; expected a number: vertical angles"),
        (changed("1 -1 1 19", "1 -1 1e300 19"), "1e+09 cd or less"),
        (changed("1 -1 1 19", "1 -1 1e-400 19"), "a multiplier above 0"),
        (GOOD + "17", "expected the end of the file"),
        ("", "expected photometric data"),
        (" \r\n \x1a" + GOOD, "expected photometric data"),
        (b"\x7fELF\x00\x01\x02", "a plain text file"),
        (bytes(range(128, 256)) * 20, "expected TILT=NONE"),
        (re.sub(r"(?s)(360\r\n).*", r"\g<1>" + "0 " * 475, GOOD), "above 0 somewhere"),
        (re.sub(r"(360\r\n)\d", r"\1-8", GOOD), "line 12: found -"),
    ],
)
def test_what_cannot_be_read_is_refused_by_line(text: str | bytes, says: str) -> None:
    assert says in refusal(text)


def test_all_problems_are_listed_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        read(headed("-1 -3 0 1.5 25 4 7"))
    assert len(refused.value.problems) == 6


def test_a_file_cut_short_says_what_is_missing() -> None:
    cut = "\r\n".join(LINES[:20])
    assert "numbers: candela values" in refusal(cut)
    assert "(EOF)" in refusal(cut)


def read_or_refused(content: bytes) -> Photometry | None:
    with suppress(InvalidInput):
        return read(content)
    return None


@given(st.integers(0, len(GOOD)))
@settings(max_examples=200)
def test_a_file_cut_at_any_byte_reads_or_is_refused(length: int) -> None:
    photometry = read_or_refused(GOOD[:length].encode())
    if photometry is not None:
        # Only digits of the last number may be gone.
        assert np.array_equal(photometry.angles_deg, read(GOOD).angles_deg)


@given(st.binary(max_size=300), st.integers(0, len(GOOD)))
def test_rubbish_anywhere_reads_or_is_refused(rubbish: bytes, at: int) -> None:
    content = GOOD.encode()
    read_or_refused(content[:at] + rubbish + content[at:])


REFERENCE_LM = {1: 9217.18, 2: 5834.2, 3: 13359.57, 4: 5821.76}
REFERENCE_LM |= {5: 753.8, 6: 9230.16, 7: 531.98, 8: 828.32}


@pytest.mark.parametrize(("number", "lumens"), REFERENCE_LM.items())
def test_real_files_have_the_flux_that_photometric_toolbox_finds(
    realdata: Path, number: int, lumens: float
) -> None:
    photometry = read_photometry(realdata / "luminaires-ies" / f"{number}.IES")
    assert photometry.luminous_flux_lm() == pytest.approx(lumens, rel=0.005)
    assert photometry.name == f"{number}.IES"
    assert len(photometry.sha256) == 64


def test_every_ies_file_of_the_mit_set_opens(realdata: Path) -> None:
    # All hold one table, some times 1.5; their declared lumens are made up.
    files = sorted((realdata / "luminaires-mit" / "ies95").glob("*.ies"))
    assert len(files) == 19
    for path in files:
        photometry = read_photometry(path)
        factor = 1.5 if "multiplier" in path.name else 1.0
        assert photometry.luminous_flux_lm() == pytest.approx(
            904.525 * factor, rel=1e-5
        )
        is_relative = "relative" in path.name
        assert photometry.declared_lm == (500 if is_relative else None)
