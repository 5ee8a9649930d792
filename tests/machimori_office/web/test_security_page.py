"""SECURITY.md says where each attack is tried: those tests must be there."""

from __future__ import annotations

import re

import pytest

from tests.source_tree import ROOT

TRIED = re.findall(
    r"`([\w/]+\.py)::(\w+)`", (ROOT / "SECURITY.md").read_text(encoding="utf-8")
)


def test_every_attack_names_a_test() -> None:
    assert len(set(TRIED)) == len(TRIED) > 40


@pytest.mark.parametrize(("file", "name"), TRIED)
def test_what_the_page_names_is_tried(file: str, name: str) -> None:
    source = (ROOT / "tests" / "machimori_office" / file).read_text(encoding="utf-8")
    assert f"\ndef {name}(" in source
