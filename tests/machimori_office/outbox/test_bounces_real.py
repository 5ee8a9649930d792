"""Real returned mails against a list that was made by reading each of them."""

from __future__ import annotations

import pytest

pytest.importorskip("flufl.bounce", reason="needs machimori[office]")

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from machimori_office.outbox.bounces import Kind, classify

LIST = Path(__file__).with_name("bounces_checked.csv")
REALDATA = Path(__file__).parents[3].parent / "shared" / "realdata"
NEEDED_SHARE = 0.98


@pytest.fixture(scope="module")
def realdata() -> Path:
    if not (REALDATA / "mail-bounces").is_dir():
        pytest.skip("needs the real data beside the repository (shared/realdata)")
    return REALDATA


def checked() -> list[dict[str, str]]:
    with LIST.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_list_names_only_kinds_that_there_are() -> None:
    assert {row["kind"] for row in checked()} <= set(Kind)


def test_the_list_names_every_real_mail(realdata: Path) -> None:
    mails = [
        *realdata.glob("mail-bounces/*/*"),
        *realdata.glob("mail-complaints/s*/*/*"),
    ]
    there = {str(mail.relative_to(realdata)) for mail in mails}
    assert there == {row["file"] for row in checked()}


def test_nearly_all_real_mails_are_read_as_a_person_reads_them(realdata: Path) -> None:
    wrong = [row["file"] for row in checked() if not _is_right(realdata, row)]
    assert len(wrong) <= (1 - NEEDED_SHARE) * len(checked()), wrong


def test_no_real_mail_that_failed_for_now_counts_against_an_address(
    realdata: Path,
) -> None:
    harmless = [r for r in checked() if r["kind"] not in ("permanent", "complaint")]
    grave = {Kind.PERMANENT, Kind.COMPLAINT}
    taken = [r["file"] for r in harmless if classify(_read(realdata, r)).kind in grave]
    assert taken == []


def test_no_mutation_of_a_real_mail_raises(realdata: Path) -> None:
    rng = np.random.default_rng(1)
    for row in checked():
        source = _read(realdata, row)[:20_000]
        for broken in _mutations(source, rng):
            assert classify(broken).kind in Kind


def _is_right(realdata: Path, row: dict[str, str]) -> bool:
    report = classify(_read(realdata, row))
    addresses = set(filter(None, row["recipients"].split(";")))
    return report.kind == row["kind"] and set(report.recipients) == addresses


def _read(realdata: Path, row: dict[str, str]) -> bytes:
    return (realdata / row["file"]).read_bytes()


def _mutations(source: bytes, rng: np.random.Generator) -> Iterator[bytes]:
    raw = np.frombuffer(source, dtype=np.uint8)
    half = int(rng.integers(1, len(raw)))
    yield source[:half]
    yield source[half:]
    noisy = raw.copy()
    noisy[rng.integers(0, len(raw), 60)] = rng.integers(0, 256, 60)
    yield noisy.tobytes()
    lines = source.split(b"\n")
    yield b"\n".join(lines[i] for i in rng.permutation(len(lines)))
    yield source.replace(b"iso-2022-jp", b"utf-16").replace(b"us-ascii", b"idna")
