from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from machimori.incidents import Block, Blocks, Incident, Incidents, When, Where, join

NUMERALS = "〇一二三四五六七八九"
TOWNS = ("松ケ丘", "三輪野山", "江戸川台東", "沢町", "北５条西", "鰭ケ崎", "南", "大畔")
PREFECTURE, CITY = "千葉県", "流山市"


def block(name: str, *, city: str = CITY, id_: str = "") -> Block:
    return Block(
        id=id_ or f"{city}{name}", name=name, prefecture=PREFECTURE, municipality=city
    )


def at(name: str, *, city: str = CITY, number: int = 0) -> Incident:
    place = Where(prefecture=PREFECTURE, municipality=city, block_name=name)
    return Incident(id=str(number), kind="bicycle_theft", when=When(), where=place)


def joined_to(name: str, *tables: Blocks, city: str = CITY) -> str | None:
    return (
        join(Incidents((at(name, city=city),)), *tables).incidents.items[0].where.block
    )


MADE = Blocks(tuple(block(f"{town}{n}丁目") for town in TOWNS for n in range(1, 10)))


@st.composite
def spelled(draw: st.DrawFn) -> tuple[str, str]:
    """A block, and one of the ways in which somebody writes its name."""
    town, number = draw(st.sampled_from(TOWNS)), draw(st.integers(1, 9))
    written = f"{town}{number}丁目"
    if draw(st.booleans()):
        written = written.replace(f"{number}丁目", f"{NUMERALS[number]}丁目")
    if draw(st.booleans()):
        written = written.replace("ケ", draw(st.sampled_from("ヶがガ")))
    if draw(st.booleans()):
        written = written.replace("沢", "澤").replace("５", "五")
    if draw(st.booleans()):
        written = draw(st.sampled_from(["大字", "字"])) + written
    if draw(st.booleans()):
        written = "".join(
            chr(ord(c) + 0xFEE0) if c.isascii() and c.isdigit() else c for c in written
        )
    if draw(st.booleans()):
        written = unicodedata.normalize("NFKD", written)
    return f"{CITY}{town}{number}丁目", f" {written}"


@settings(deadline=None, max_examples=300)
@given(spelled())
def test_every_writing_of_a_block_finds_it(pair: tuple[str, str]) -> None:
    id_, written = pair
    assert joined_to(written, MADE) == id_


def test_a_block_of_another_city_is_not_taken() -> None:
    assert joined_to("松ケ丘１丁目", MADE, city="柏市") is None


def test_a_city_s_own_table_that_names_no_city_serves() -> None:
    own = Blocks((Block(id="a", name="大畔"), Block(id="b", name="南")))
    assert joined_to("大畔", own) == "a"


def test_a_name_that_two_blocks_share_joins_neither() -> None:
    twice = Blocks((block("本町", id_="a"), block("字本町", id_="b"), block("南")))
    assert joined_to("大字本町", twice) is None
    assert joined_to("本町", twice) == "a"


def test_a_block_within_an_undivided_one_joins_the_whole() -> None:
    found = join(Incidents((at("西松ヶ丘1丁目"),)), Blocks((block("西松ケ丘"),)))
    assert found.incidents.items[0].where.block == f"{CITY}西松ケ丘"
    assert found.wider == {(PREFECTURE, CITY, "西松ヶ丘1丁目"): 1}


def test_what_is_left_of_a_divided_block_is_not_its_whole() -> None:
    table = Blocks((block("三輪野山１丁目"), block("大字三輪野山")))
    found = join(Incidents((at("三輪野山４丁目"),)), table)
    assert found.unknown == {(PREFECTURE, CITY, "三輪野山４丁目"): 1}
    assert found.share == 0


def test_a_later_table_helps_only_where_the_first_does_not() -> None:
    first = Blocks((block("南", id_="first"),))
    later = Blocks((block("南", id_="later"), block("北"), block("東")))
    found = join(Incidents((at("南"), at("北", number=1))), first, later)
    assert [i.where.block for i in found.incidents] == ["first", f"{CITY}北"]
    assert [b.id for b in found.incidents.blocks] == ["first", f"{CITY}北"]


def test_all_blocks_of_a_city_are_kept_so_that_zero_is_known() -> None:
    found = join(Incidents((at("南１丁目"),)), MADE)
    assert len(found.incidents.blocks) == len(MADE)
    assert found.incidents.counts_by_block().sum() == 1


def test_what_knows_its_block_keeps_it() -> None:
    once = join(Incidents((at("南１丁目"),)), MADE).incidents
    again = join(once, Blocks((block("南１丁目", id_="other"),))).incidents
    assert again.items == once.items


def test_incidents_without_a_block_do_not_count_against_the_share() -> None:
    found = join(Incidents((at(""), at("南１丁目", number=1))), MADE)
    assert (found.named, found.share) == (1, 1.0)
    assert join(Incidents(()), MADE).share == 1.0
