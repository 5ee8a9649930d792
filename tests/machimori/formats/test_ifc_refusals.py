"""Files that are no sound building model are refused, and say what to do."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import numpy as np
import pytest

from machimori.errors import InvalidInput, MissingExtra
from machimori.formats.ifc import container, engine, read_ifc
from tests.machimori.conftest import REALDATA
from tests.machimori.formats.ifc_model import House

SAMPLE = REALDATA / "ifc-buildings" / "Sample_entities.ifc"
needs_engine = pytest.mark.skipif(
    engine.importlib.util.find_spec("ifcopenshell") is None,
    reason="needs the extra ifc",
)


def small() -> str:
    house = House(name="一戸建て")
    house.walls(6, 6)
    house.opening("IFCWINDOW", "w", (2, 0, 1), (1, 1))
    return house.text()


def refused(path: Path, text: str | bytes, name: str = "model.ifc") -> str:
    file = path / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(InvalidInput) as wrong:
        read_ifc(file)
    return str(wrong.value)


def outcome(file: Path) -> str:
    """What is said of a file: its problems, or what was made of it."""
    try:
        return str(read_ifc(file).report)
    except InvalidInput as wrong:
        return str(wrong)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "ISO-10303-21"),
        ("hello", "hello"),
        ("<ifcXML/>", "<ifcXML"),
        (small()[:-20], "cut short"),
        (small().replace("'IFC4'", "'IFC9'"), "IFC9"),
        (small().replace("'IFC4'", "'AUTOMOTIVE_DESIGN'"), "AUTOMOTIVE_DESIGN"),
        (b"\x1f\x8b broken", "undamaged"),
        (b"PK broken", "intact"),
        (gzip.compress(small().encode())[:-30], "undamaged"),
    ],
    ids=["empty", "text", "xml", "cut", "schema", "step", "gzip", "zip", "half"],
)
def test_what_is_no_model_is_refused_with_what_to_do(
    tmp_path: Path, text: str | bytes, told: str
) -> None:
    assert told in refused(tmp_path, text)


def test_any_cut_of_a_model_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    text = small()
    for end in np.linspace(0, len(text) - 20, 60).astype(int):
        assert refused(tmp_path, text[:end])


def test_a_model_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(container, "LIMIT_BYTES", 1000)
    assert "MB" in refused(tmp_path, small())
    assert "MB" in refused(tmp_path, gzip.compress(bytes(2000)))


def test_a_gzip_bomb_is_refused(tmp_path: Path) -> None:
    assert "MB" in refused(tmp_path, gzip.compress(bytes(30_000_000)))


def test_an_archive_holds_exactly_one_model(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "two.ifczip", "w") as archive:
        archive.writestr("a.ifc", small())
        archive.writestr("b.ifc", small())
    with pytest.raises(InvalidInput, match="exactly one"):
        read_ifc(tmp_path / "two.ifczip")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no-such"):
        read_ifc(tmp_path / "no-such.ifc")


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "model.ifc").write_text(small(), encoding="ascii")
    monkeypatch.setattr(engine.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"machimori\[ifc\]"):
        read_ifc(tmp_path / "model.ifc")


@needs_engine
@pytest.mark.parametrize("pack", ["gzip", "zip"])
def test_a_packed_model_is_read_alike(tmp_path: Path, pack: str) -> None:
    plain, packed = tmp_path / "model.ifc", tmp_path / "model.packed"
    plain.write_text(small(), encoding="ascii")
    if pack == "gzip":
        packed.write_bytes(gzip.compress(plain.read_bytes()))
    else:
        with zipfile.ZipFile(packed, "w") as archive:
            archive.write(plain, "inside/model.IFC")
    one, other = read_ifc(plain), read_ifc(packed)
    assert (one.report, one.scene.sha256) == (other.report, other.scene.sha256)


@needs_engine
@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("=IFCWALL('west", "=IFCWOLL('west", "IFCWOLL"),
        ("IFCWALL(", "IFCWOLL(", "IfcBuilding"),
        ("DATA;", "DATA;\n#9999999(((", "window"),
        ("IFCBUILDING(", "IFCBRIDGE(", "IfcBuilding"),
        ("#2,", "#999999,", "cannot be read"),
        ("IFCEXTRUDEDAREASOLID(", "IFCEXTRUDEDAREASOLID($,", "IfcBuilding"),
    ],
    ids=["a wall", "no walls", "syntax", "no building", "dangling", "no shapes"],
)
def test_a_damaged_model_is_refused_or_read_and_never_brings_us_down(
    tmp_path: Path, before: str, after: str, told: str
) -> None:
    file = tmp_path / "model.ifc"
    file.write_text(small().replace(before, after), encoding="ascii")
    assert told in outcome(file)


@needs_engine
def test_placements_that_run_in_a_circle_are_refused(tmp_path: Path) -> None:
    lines = small().splitlines()
    for row, line in enumerate(lines):
        if "=IFCLOCALPLACEMENT($," in line:
            own = line.partition("=")[0]
            lines[row] = line.replace("($,", f"({own},")
    assert refused(tmp_path, "\n".join(lines))


@needs_engine
def test_a_crash_of_the_engine_is_told_as_a_problem_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dies = ["-c", "import os; os.abort()"]
    monkeypatch.setattr(engine, "EXTRACTION", dies)
    assert "crash" in refused(tmp_path, small())


@needs_engine
def test_a_model_without_an_end_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "LIMIT_S", 0.01)
    assert "minutes" in refused(tmp_path, small())


@needs_engine
@pytest.mark.skipif(not SAMPLE.exists(), reason="no real building models here")
def test_a_real_model_of_pipes_and_wires_shows_no_building() -> None:
    with pytest.raises(InvalidInput, match="architectural model"):
        read_ifc(SAMPLE)


@needs_engine
@pytest.mark.prove
def test_no_change_of_a_byte_brings_us_down(tmp_path: Path) -> None:
    rng, text = np.random.default_rng(20), small().encode()
    head = text.index(b"DATA;")
    for _ in range(60):
        changed = bytearray(text)
        for place in rng.integers(head, len(text) - 40, 3):
            changed[place] = int(rng.integers(32, 127))
        file = tmp_path / "model.ifc"
        file.write_bytes(bytes(changed))
        assert outcome(file)
