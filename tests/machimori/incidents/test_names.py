from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori.incidents.names import block_key, municipality_key, wider_keys

SAME = [
    ("北５条西４丁目", "北五条西四丁目"),
    ("流山9丁目", "流山９丁目"),
    ("鰭ヶ崎", "鰭ケ崎"),
    ("大字三輪野山1丁目", "三輪野山１丁目"),
    ("大字大字三輪野山", "大字三輪野山"),
    ("字北浜", "北浜"),
    ("大通西 １０丁目", "大通西十丁目"),
    ("新金岡町４丁", "新金岡町四丁目"),
    ("澤町二十四丁目", "沢町24丁目"),
    ("松が丘", "松ケ丘"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_writings_of_one_block_have_one_key(one: str, other: str) -> None:
    assert block_key(one) == block_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("流山１丁目", "流山２丁目"),
        ("南郷通７丁目", "南郷通７丁目南"),
        ("東町", "西町"),
        ("本町１０丁目", "本町１丁目"),
    ],
)
def test_different_blocks_have_different_keys(one: str, other: str) -> None:
    assert block_key(one) != block_key(other)


@given(st.integers(1, 9999))
def test_chinese_numerals_count_like_arabic_ones(number: int) -> None:
    signs = "一二三四五六七八九"
    written = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += ("" if digit == 1 and unit > 1 else signs[digit - 1]) + name
    assert block_key(f"本町{written}丁目") == block_key(f"本町{number}丁目")


@given(st.text(max_size=12))
def test_a_key_is_its_own_key(name: str) -> None:
    key = block_key(block_key(name))
    assert block_key(key) == key


@pytest.mark.parametrize(
    ("prefecture", "one", "other"),
    [
        ("千葉県", "酒々井町", "印旛郡酒々井町"),
        ("千葉県", "鎌ヶ谷市", "鎌ケ谷市"),
        ("北海道", "余市町", "余市郡余市町"),
    ],
)
def test_districts_do_not_matter(prefecture: str, one: str, other: str) -> None:
    assert municipality_key(prefecture, one) == municipality_key(prefecture, other)


@pytest.mark.parametrize("city", ["大和郡山市", "小郡市", "郡上市", "蒲郡市"])
def test_a_city_whose_name_only_sounds_like_a_district_stays(city: str) -> None:
    assert municipality_key("", city) == f"/{city}"


def test_what_holds_a_block_is_read_from_its_name() -> None:
    assert wider_keys("三輪野山４丁目") == (block_key("三輪野山"),)
    assert wider_keys("大字美国町字船澗") == (block_key("美国町"),)
    assert wider_keys("朝日町") == ()
