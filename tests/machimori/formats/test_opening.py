"""Users' files are opened without harm and written whole or not at all."""

from __future__ import annotations

import os
import stat
import zipfile
from pathlib import Path

import pytest

from machimori.errors import CannotWrite, InvalidInput, Problem
from machimori.formats.opening import (
    MEGABYTE,
    atomic_write,
    decode,
    read_bytes,
    read_zip,
)


def only_problem(refused: pytest.ExceptionInfo[InvalidInput]) -> Problem:
    (problem,) = refused.value.problems
    return problem


class TestReadBytes:
    def test_a_file_comes_back_as_it_is(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"\x00\xff")
        assert read_bytes(tmp_path / "a") == b"\x00\xff"

    def test_a_missing_file_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(InvalidInput) as refused:
            read_bytes(tmp_path / "nothing.csv")
        assert only_problem(refused).file.endswith("nothing.csv")

    def test_a_folder_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(InvalidInput) as refused:
            read_bytes(tmp_path)
        assert only_problem(refused).found == "folder"

    def test_a_pipe_is_refused_without_waiting(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(InvalidInput):
            read_bytes(tmp_path / "pipe")

    def test_a_name_that_no_file_can_have_is_refused(self) -> None:
        with pytest.raises(InvalidInput):
            read_bytes(Path("a\x00b"))

    def test_two_gigabytes_are_refused_by_their_size(self, tmp_path: Path) -> None:
        huge = tmp_path / "huge.geojson"
        with huge.open("wb") as opened:
            opened.truncate(2_000 * MEGABYTE)  # sparse: takes no room
        with pytest.raises(InvalidInput) as refused:
            read_bytes(huge)
        assert only_problem(refused).found == "2,000.0 MB"
        assert "split" in only_problem(refused).remedy.en

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_a_file_that_may_not_be_read_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "a").touch(mode=0o000)
        with pytest.raises(InvalidInput):
            read_bytes(tmp_path / "a")


class TestDecode:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
    def test_utf8_is_read_with_and_without_a_mark(self, encoding: str) -> None:
        assert decode("防犯灯".encode(encoding), file="a") == "防犯灯"

    @pytest.mark.parametrize(
        ("content", "named"),
        [
            ("防犯灯".encode("cp932"), "Shift_JIS"),
            ("防犯灯".encode("utf-16"), "UTF-16"),
            (b"\x89PNG\r\n\x1a\n\x00\x00\xff", "binary"),
        ],
    )
    def test_another_encoding_is_refused_by_name(
        self, content: bytes, named: str
    ) -> None:
        with pytest.raises(InvalidInput) as refused:
            decode(content, file="lamps.csv")
        assert only_problem(refused).found == named
        assert "UTF-8" in only_problem(refused).remedy.en

    def test_a_table_may_be_shift_jis(self) -> None:
        both = ("utf-8-sig", "cp932")
        assert decode("防犯灯".encode("cp932"), file="a", encodings=both) == "防犯灯"


class TestReadZip:
    def test_an_ordinary_file_comes_back_still_packed(self, tmp_path: Path) -> None:
        packed = tmp_path / "a.xlsx"
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("sheet.xml", "<a/>")
        assert read_zip(packed) == packed.read_bytes()

    def test_a_bomb_is_refused_by_its_ratio(self, tmp_path: Path) -> None:
        bomb = tmp_path / "bomb.xlsx"
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("sheet.xml", bytes(50 * MEGABYTE))
        with pytest.raises(InvalidInput) as refused:
            read_zip(bomb)
        assert "bomb" in only_problem(refused).remedy.en

    def test_a_size_that_lies_does_not_help_a_bomb(self, tmp_path: Path) -> None:
        bomb = tmp_path / "liar.zip"
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a", bytes(50 * MEGABYTE))
        true_size = (50 * MEGABYTE).to_bytes(4, "little")
        content = bomb.read_bytes().replace(true_size, (5).to_bytes(4, "little"))
        bomb.write_bytes(content)
        with pytest.raises(InvalidInput):
            read_zip(bomb)

    def test_too_many_members_are_refused(self, tmp_path: Path) -> None:
        many = tmp_path / "many.zip"
        with zipfile.ZipFile(many, "w") as archive:
            for index in range(20_001):
                archive.writestr(str(index), "")
        with pytest.raises(InvalidInput):
            read_zip(many)

    def test_what_is_no_zip_file_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 and then nothing")
        with pytest.raises(InvalidInput) as refused:
            read_zip(tmp_path / "a.xlsx")
        assert "intact" in only_problem(refused).expected.en

    def test_a_damaged_member_is_refused(self, tmp_path: Path) -> None:
        packed = tmp_path / "a.zip"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a", os.urandom(1000))
        content = bytearray(packed.read_bytes())
        content[200] ^= 0xFF
        packed.write_bytes(content)
        with pytest.raises(InvalidInput):
            read_zip(packed)


def fail_halfway(path: Path, error: Exception) -> None:
    with atomic_write(path) as part:
        part.write_text("half")
        raise error


class TestAtomicWrite:
    def test_the_file_stands_there_at_the_end(self, tmp_path: Path) -> None:
        with atomic_write(tmp_path / "a.json") as part:
            assert part.suffix == ".json"
            part.write_text("new")
            assert not (tmp_path / "a.json").exists()
        assert (tmp_path / "a.json").read_text() == "new"
        assert [p.name for p in tmp_path.iterdir()] == ["a.json"]

    def test_a_failure_leaves_what_was_there(self, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_text("old")
        with pytest.raises(ZeroDivisionError):
            fail_halfway(tmp_path / "a.json", ZeroDivisionError())
        assert (tmp_path / "a.json").read_text() == "old"
        assert [p.name for p in tmp_path.iterdir()] == ["a.json"]

    def test_a_folder_that_does_not_exist_is_told(self, tmp_path: Path) -> None:
        missing = tmp_path / "no" / "a.json"
        with pytest.raises(CannotWrite) as refused, atomic_write(missing) as part:
            part.write_text("x")
        assert "untouched" in refused.value.message("en")

    def test_a_full_disk_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(CannotWrite):
            fail_halfway(tmp_path / "a", OSError(28, "No space left on device"))
        assert list(tmp_path.iterdir()) == []

    def test_permissions_stay(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_text("old")
        (tmp_path / "a").chmod(0o640)
        with atomic_write(tmp_path / "a") as part:
            part.write_text("new")
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640

    def test_a_link_keeps_pointing_to_its_file(self, tmp_path: Path) -> None:
        (tmp_path / "real").write_text("old")
        (tmp_path / "link").symlink_to(tmp_path / "real")
        with atomic_write(tmp_path / "link") as part:
            part.write_text("new")
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "real").read_text() == "new"
