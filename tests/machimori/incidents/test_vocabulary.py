from __future__ import annotations

import pytest

from machimori.incidents import incident_vocabulary

SEVEN = (
    "ひったくり",
    "車上ねらい",
    "部品ねらい",
    "自動販売機ねらい",
    "自動車盗",
    "オートバイ盗",
    "自転車盗",
)
"""The kinds that every prefectural police publishes (警察庁、犯罪オープンデータ)."""


@pytest.mark.parametrize("written", SEVEN)
def test_the_seven_published_kinds_of_theft_are_known(written: str) -> None:
    words = incident_vocabulary()
    id_ = words.kind_of(written)
    assert id_ is not None
    assert words.kinds[id_].label.ja == written
    assert words.kinds[id_].family == "street_theft"


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("自販機ねらい", "vending_machine_theft"),
        (" 忍び込み ", "night_burglary"),
        ("ｵｰﾄﾊﾞｲ盗", "motorcycle_theft"),
        ("暴行（脅迫）事案", "assault"),
        ("Bicycle Theft", "bicycle_theft"),
        ("bicycle_theft", "bicycle_theft"),
    ],
)
def test_other_writings_mean_the_same_kind(written: str, id_: str) -> None:
    assert incident_vocabulary().kind_of(written) == id_


def test_a_word_of_no_list_means_nothing() -> None:
    assert incident_vocabulary().kind_of("自転車") is None
    assert incident_vocabulary().setting_of("") is None


def test_every_word_finds_its_own_kind_or_setting() -> None:
    words = incident_vocabulary()
    for id_, kind in words.kinds.items():
        assert words.kind_of(kind.label.ja) == id_
        assert words.kind_of(kind.label.en) == id_
        assert words.kind_of(id_) == id_
    for id_, label in words.settings.items():
        assert words.setting_of(label.ja) == id_


def test_every_kind_belongs_to_a_family() -> None:
    words = incident_vocabulary()
    assert {kind.family for kind in words.kinds.values()} == set(words.families)
