from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from machimori.errors import InvalidInput
from machimori.formats.eulumdat import parse_eulumdat
from machimori.formats.ies import parse_ies
from machimori.formats.photometry_file import LIMIT_BYTES, read_photometry
from machimori.scene.photometry import Photometry
from tests.machimori.formats import luminaires
from tests.machimori.formats.luminaires import ISYM, ldt

GOOD = ldt()
LINES = GOOD.split("\n")
ALL_C, ALL_GAMMA = np.arange(0.0, 361, 15), np.arange(0.0, 181, 10)


def read(text: str | bytes) -> Photometry:
    content = text.encode("latin-1") if isinstance(text, str) else text
    return parse_eulumdat(content, "lamp.ldt")


def refusal(text: str | bytes) -> str:
    """The first problem in English, and proof that all of it is said in Japanese."""
    with pytest.raises(InvalidInput) as refused:
        read(text)
    for problem in refused.value.problems:
        assert problem.file == "lamp.ldt"
        assert re.search(r"[ぁ-ん一-龥]", problem.sentence("ja"))
    return refused.value.problems[0].sentence("en")


def at_all_angles(photometry: Photometry) -> np.ndarray:
    return photometry.intensity_cd(ALL_C[:, None], ALL_GAMMA[None, :])


@pytest.mark.parametrize("symmetry", ISYM)
def test_every_symmetry_unfolds_to_the_whole_sphere(symmetry: str) -> None:
    photometry = read(ldt(symmetry))
    whole = luminaires.intensities(symmetry, ALL_C, ALL_GAMMA)
    assert at_all_angles(photometry) == pytest.approx(whole, rel=1e-9)
    assert photometry.warnings == ()


@pytest.mark.parametrize("symmetry", ISYM)
def test_both_formats_say_the_same(symmetry: str) -> None:
    other = parse_ies(luminaires.ies(symmetry).encode(), "lamp.ies")
    flux_lm = read(ldt(symmetry)).luminous_flux_lm()
    assert flux_lm == pytest.approx(other.luminous_flux_lm(), rel=1e-9)


@pytest.mark.parametrize("symmetry", ISYM)
def test_planes_may_be_irregular(symmetry: str) -> None:
    quarter = np.array([0.0, 10, 40, 90])
    half = np.append(quarter, 180 - quarter[-2::-1])
    planes = np.append(half, 360 - half[-2:0:-1])
    photometry = read(ldt(symmetry, c_deg=planes))
    at = luminaires.intensities(symmetry, planes, ALL_GAMMA)
    found = photometry.intensity_cd(planes[:, None], ALL_GAMMA[None, :])
    assert found == pytest.approx(at, rel=1e-9)


def test_flux_and_conversion_factor_scale() -> None:
    # The generator divides by both, so the candela come out alike.
    other = read(ldt(flux_lm=7777.0, conversion=1.25))
    assert other.table_cd == pytest.approx(read(GOOD).table_cd)


def test_a_negative_number_of_lamps_is_absolute() -> None:
    absolute = read(ldt(lamps="-1"))
    assert absolute.declared_lm is None
    assert np.array_equal(absolute.table_cd, read(GOOD).table_cd)
    assert read(ldt(flux_lm=9000.0)).declared_lm == pytest.approx(7200)


def test_of_several_lamp_sets_the_first_counts() -> None:
    several = read(ldt(sets=3))
    assert np.array_equal(several.table_cd, read(GOOD).table_cd)
    (note,) = several.warnings
    assert "3 alternative lamp sets" in note.en


def test_the_opening_lies_across_and_a_width_of_zero_is_round() -> None:
    assert read(GOOD).opening_m == pytest.approx((0.08, 0.15, 0.0))
    round_one = GOOD.replace("\n150\n80\n", "\n150\n0\n")
    assert read(round_one).opening_m == pytest.approx((0.15, 0.15, 0.0))


HEAD_LINES = 32
SHIFT_JIS = "防犯灯".encode("cp932").decode("latin-1")


def blank_after_head(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(lines[:HEAD_LINES]) + "\n\n" + "\n \n".join(lines[HEAD_LINES:])


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(".", ","),
        lambda text: text.replace("\n", "\r\n"),
        blank_after_head,
        lambda text: text.replace("\n10\n20\n30\n", "\n10 20\n30\n"),
        lambda text: text.replace("LED\n8000\n", "LED\n8000 8100\n"),
        lambda text: text + "\n\x1a",
        lambda text: "\xef\xbb\xbf" + text,
        lambda text: text.replace("A luminaire", SHIFT_JIS),
        lambda text: text.replace("A luminaire", ""),
        lambda text: text.replace("\n4000\n80\n20\n", "\n\n\n\n"),
        lambda text: text.rstrip(),
    ],
    ids=[
        *("comma", "CRLF", "blanks", "pairs", "two-values", "^Z"),
        *("BOM", "Shift_JIS", "unnamed", "bare-lamp", "bare"),
    ],
)
def test_ways_of_writing_do_not_matter(change: object) -> None:
    text = change(GOOD)  # type: ignore[operator]
    # Four digits of a comma survive; everything else is exact.
    assert read(text).table_cd == pytest.approx(read(GOOD).table_cd)


def changed(line: int, value: str, text: str = GOOD) -> str:
    lines = text.split("\n")
    lines[line - 1] = value
    return "\n".join(lines)


def test_a_step_that_disagrees_with_the_angles_is_noted() -> None:
    (note,) = read(changed(5, "90")).warnings
    assert "90°" in note.en


def test_a_tilted_measurement_is_noted() -> None:
    (note,) = read(changed(25, "15")).warnings
    assert "15°" in note.en


def drifted(symmetry: str) -> Iterator[str]:
    """Files with 1 to 3 lines too few or too many somewhere before the angles."""
    lines = ldt(symmetry).split("\n")
    for at, count in product(range(HEAD_LINES + 10), (1, 2, 3)):
        yield "\n".join(lines[:at] + lines[at + count :])
        for line in ("", "words", "0", "1"):
            yield "\n".join([*lines[:at], *[line] * count, *lines[at:]])


@pytest.mark.parametrize("symmetry", ISYM)
def test_lines_too_few_or_too_many_are_refused_or_do_not_matter(symmetry: str) -> None:
    good = read(ldt(symmetry))
    refusals = 0
    for text in drifted(symmetry):
        photometry = read_or_refused(text.encode())
        refusals += photometry is None
        if photometry is not None:
            assert np.allclose(photometry.table_cd, good.table_cd)
    assert refusals > 400


def test_noughts_missing_at_the_end_are_put_in_and_noted() -> None:
    whole = ldt("rotational").split("\n")
    dark = "\n".join([*whole[:-7], "0", "0", "0", "0", "0", "0", ""])
    short = read(dark.removesuffix("0\n0\n0\n"))
    assert np.array_equal(short.table_cd, read(dark).table_cd)
    (note,) = short.warnings
    assert "last 3 intensities" in note.en


def test_other_values_missing_at_the_end_are_refused() -> None:
    assert "numbers: luminous intensities" in refusal("\n".join(LINES[:-3]))
    assert "numbers: luminous intensities" in refusal("\n".join(LINES[:-30]))


def test_labels_are_maker_luminaire_and_number() -> None:
    text = GOOD.replace("A luminaire", SHIFT_JIS)
    assert read(text).labels == {
        "MANUFAC": "Example",
        "LUMINAIRE": "防犯灯",
        "LUMCAT": "X-1",
    }


FIRST_ANGLE = HEAD_LINES + 11
FIRST_GAMMA = FIRST_ANGLE + 24
FIRST_INTENSITY = FIRST_GAMMA + 19


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (changed(3, "5"), "line 3: found 5; expected symmetry, 0 to 4"),
        (changed(3, "x"), "line 3: found x; expected a number: symmetry"),
        (changed(4, "0"), "line 4: found 0; expected number of C planes"),
        (changed(4, "23"), "found 0; expected an angle above the one before"),
        (changed(4, "25"), "found 0; expected an angle above the one before"),
        (changed(6, "1"), "line 6: found 1; expected number of γ angles"),
        (changed(6, "1e9"), "line 6: found 1e+09"),
        (changed(24, "0"), "line 24: found 0; expected conversion factor above 0"),
        (changed(26, "0"), "line 26: found 0; expected number of lamp sets"),
        (changed(29, "-2000"), "line 29: found -2000; expected total flux"),
        (changed(29, "inf"), "line 29: found inf; expected a number"),
        (changed(29, "1e300"), "1e+09 cd or less"),
        (changed(FIRST_ANGLE, "5"), "found 5 … 360; expected horizontal angles"),
        (changed(FIRST_ANGLE, "-90"), "found -90; expected a C angle from 0 to 360"),
        (changed(FIRST_ANGLE + 23, "361"), "found 361; expected a C angle"),
        (changed(FIRST_ANGLE + 1, "0"), f"line {FIRST_ANGLE + 1}: found 0"),
        (changed(FIRST_GAMMA, "5"), "found 5 … 180; expected vertical angles"),
        (changed(FIRST_INTENSITY, "-3"), f"line {FIRST_INTENSITY}: found -3"),
        (changed(FIRST_INTENSITY + 5, "nan"), "found nan; expected a number"),
        (changed(3, "2"), "expected the end of the file"),
        (changed(3, "0", ldt("quadrant")), "numbers: luminous intensities"),
        (ldt("quadrant", c_deg=np.array([0.0, 120, 240])), "C angles"),
        (ldt("about 90-270", c_deg=np.array([0.0, 30, 300])), "horizontal"),
        ("\n".join(LINES[:10]), "found EOF"),
        ("", "expected photometric data"),
        (b"PK\x03\x04\x00\x00", "a plain text file"),
        ("name,height\n1,2\n3,4\n", "expected symmetry"),
    ],
)
def test_what_cannot_be_read_is_refused_by_line(text: str | bytes, says: str) -> None:
    assert says in refusal(text)


def read_or_refused(content: bytes) -> Photometry | None:
    with suppress(InvalidInput):
        return read(content)
    return None


@given(st.integers(0, len(GOOD)))
@settings(max_examples=200)
def test_a_file_cut_at_any_byte_reads_or_is_refused(length: int) -> None:
    photometry = read_or_refused(GOOD[:length].encode())
    if photometry is not None:
        assert np.array_equal(photometry.angles_deg, read(GOOD).angles_deg)


@given(st.binary(max_size=300), st.integers(0, len(GOOD)))
def test_rubbish_anywhere_reads_or_is_refused(rubbish: bytes, at: int) -> None:
    content = GOOD.encode()
    read_or_refused(content[:at] + rubbish + content[at:])


# What this reader gives: a guard against change. The integration itself is proven
# against an independent one in scene/test_photometry.py.
MIT_LM = {
    "no_symmetry": 3722.02,
    "symmetry_about_vertical_axis": 904.525,
    "symmetry_to_c0c180": 3140.825,
    "symmetry_to_c90c270": 3140.825,
    "symmetry_to_c0c90c180c270": 2094.675,
}


def test_every_ldt_file_of_the_mit_set_opens(realdata: Path) -> None:
    # All others hold one table for lamps of 500 lm; their lumens are made up.
    files = sorted((realdata / "luminaires-mit" / "ldt").glob("*.ldt"))
    assert len(files) == 15
    for path in files:
        photometry = read_photometry(path)
        expected = MIT_LM.get(path.stem, 452.262)
        assert photometry.luminous_flux_lm() == pytest.approx(expected, rel=1e-5)
        is_relative = path.stem in ("relative", "multiple_lamp_sets")
        assert photometry.declared_lm == (500 if is_relative else None)


def test_content_decides_the_format(tmp_path: Path) -> None:
    swapped = {"a.ldt": luminaires.ies(), "b.txt": luminaires.ies(), "c.dat": GOOD}
    for name, text in swapped.items():
        (tmp_path / name).write_bytes(text.encode())
        assert read_photometry(tmp_path / name).name == name


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.ies", b"IESNA:LM-63-2002\n1 2 3\n", "expected TILT=NONE"),
        ("a.xml", b"<?xml version='1.0'?><IESTM33-22/>", "IES LM-63 or EULUMDAT"),
        ("a.ldt", b"", "expected photometric data"),
        ("a.ies", b" " * (LIMIT_BYTES + 1), "5"),
    ],
)
def test_files_that_are_neither_are_refused(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InvalidInput) as refused:
        read_photometry(tmp_path / name)
    assert says in refused.value.message("en")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        read_photometry(tmp_path / "none.ies")
