"""The nationwide list of blocks, from a package of which only the table is used."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from machimori.formats.incidents import addresses
from machimori.formats.incidents.addresses import has_addresses, read_addresses

HARMLESS = "raise RuntimeError('nothing of the package may run')"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lay out a package like the real one, with one town in it."""
    folder = tmp_path / addresses.PACKAGE
    table = folder / "japanese_address" / "api" / "ja" / "千葉県"
    table.mkdir(parents=True)
    (folder / "__init__.py").write_text(HARMLESS, encoding="utf-8")
    rows = [
        {"town": "本佐倉", "koaza": "", "lat": 35.72, "lng": 140.28},
        {"town": "本佐倉", "koaza": "根古谷", "lat": 35.73, "lng": 140.29},
        {"town": "上岩橋", "koaza": "", "lat": None, "lng": None},
    ]
    content = json.dumps(rows, ensure_ascii=False)
    (table / "印旛郡酒々井町.json").write_text(content, encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    return folder


def test_a_municipality_is_found_without_its_district(package: Path) -> None:
    assert has_addresses()
    blocks = read_addresses([("千葉県", "酒々井町"), ("千葉県", "どこにもない市")])
    assert [block.name for block in blocks] == ["本佐倉", "上岩橋"]
    assert blocks.items[0].municipality == "印旛郡酒々井町"
    assert blocks.items[1].centre_m is None


def test_without_the_package_there_are_no_blocks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(addresses, "PACKAGE", "a_package_that_nobody_has")
    assert not has_addresses()
    assert len(read_addresses([("千葉県", "流山市")])) == 0
