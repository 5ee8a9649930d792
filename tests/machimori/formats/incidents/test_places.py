from __future__ import annotations

import pytest

from machimori.formats.incidents.places import (
    check_digit,
    prefecture_codes,
    read_block_name,
    split_address,
)


@pytest.mark.parametrize(
    ("code", "digit"),
    # 総務省「全国地方公共団体コード」: 011002 札幌市, 131016 千代田区, 122203 流山市,
    # 271110 大阪市浪速区 (27111-0 by the same rule), 472018 那覇市.
    [("01100", "2"), ("13101", "6"), ("12220", "3"), ("47201", "8")],
)
def test_check_digits_are_those_published(code: str, digit: str) -> None:
    assert check_digit(code) == digit


def test_there_are_47_prefectures() -> None:
    assert len(set(prefecture_codes().values())) == 47


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("桜川２丁目", "桜川２丁目"),
        ("南郷通７丁目南", "南郷通７丁目南"),
        ("余戸南３丁目４番付近の路上", "余戸南３丁目"),
        ("桜川２丁目１－１２", "桜川２丁目"),
        ("米湊付近路上", "米湊"),
        ("米湊の路上", "米湊"),
        ("東町（コンビニ前）", "東町"),
        ("９線西２号", "９線西２号"),
        ("向敷地", "向敷地"),
        ("", ""),
        ("！？", ""),
        ("あ" * 40, ""),
    ],
)
def test_places_are_cut_down_to_the_block(written: str, name: str) -> None:
    assert read_block_name(written).name == name


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("千葉県流山市流山９丁目", ("千葉県", "流山市", "流山９丁目")),
        ("大阪市浪速区桜川２丁目", ("", "大阪市浪速区", "桜川２丁目")),
        ("千葉県印旛郡酒々井町本佐倉", ("千葉県", "印旛郡酒々井町", "本佐倉")),
        ("北海道余市郡余市町黒川町", ("北海道", "余市郡余市町", "黒川町")),
        ("千葉県市川市八幡２丁目", ("千葉県", "市川市", "八幡２丁目")),
        ("愛知県名古屋市中村区本町", ("愛知県", "名古屋市中村区", "本町")),
        ("流山９丁目", ("", "", "流山９丁目")),
    ],
)
def test_addresses_are_parted(address: str, parts: tuple[str, str, str]) -> None:
    assert split_address(address) == parts
