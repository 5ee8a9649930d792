"""What changes between two documents, in words."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from machimori_office.desk.rules.differences import differences
from machimori_office.rules.documents import example_text
from machimori_office.rules.registry import subjects

HOURS = 'hours:\n  fri: {opens: "09:00", closes: "17:00"}\nclosed_on_holidays: true\n'


def said(before: str, after: str) -> list[tuple[str, str, str]]:
    return [(d.where, d.before, d.after) for d in differences(before, after, "ja")]


def test_a_changed_value_is_named_from_the_whole_to_the_part() -> None:
    after = HOURS.replace("17:00", "18:00")
    assert said(HOURS, after) == [("曜日と時間 › 金曜 › 終わり", "17:00", "18:00")]


def test_what_is_new_and_what_goes_stands_alone() -> None:
    after = HOURS.replace("fri:", "sat:").replace("true", "false")
    assert said(HOURS, after) == [
        ("曜日と時間 › 金曜", "始まり 09:00; 終わり 17:00", ""),
        ("曜日と時間 › 土曜", "", "始まり 09:00; 終わり 17:00"),
        ("祝日は休む", "はい", "いいえ"),
    ]


def test_lists_differ_by_their_members_not_by_their_places() -> None:
    assert said("always: [a, b]\n", "always: [c, a]\n") == [
        ("いつでも配信する種別", "b", ""),
        ("いつでも配信する種別", "", "c"),
    ]
    assert said("always: [a, b]\n", "always: [b, a]\n") == [
        ("いつでも配信する種別", "a, b", "b, a")
    ]


def test_what_has_an_id_is_followed_wherever_it_stands() -> None:
    before = "kinds: [{id: x, name: 甲}, {id: y, name: 乙}]\n"
    after = "kinds: [{id: y, name: 丙}, {id: x, name: 甲}]\n"
    assert said(before, after) == [("種別 › y › 名前", "乙", "丙")]


def test_spaces_remarks_and_order_of_keys_are_no_difference() -> None:
    hours = '{fri: {closes: "17:00", opens: "09:00"}}'
    after = f"# remark\nclosed_on_holidays: true\nhours: {hours}\n"
    assert said(HOURS, after) == []


def test_every_example_can_be_compared_with_another() -> None:
    texts = [example_text(subject.name) for subject in subjects()]
    for before in texts:
        assert differences(before, before, "en") == []
        assert differences(before, texts[0], "en") or before == texts[0]


VALUES = st.recursive(
    st.booleans() | st.integers() | st.text("abc", max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("xyz", min_size=1, max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(VALUES, VALUES)
def test_two_documents_differ_in_words_only_if_they_differ(
    a: object, b: object
) -> None:
    found = differences(json.dumps({"v": a}), json.dumps({"v": b}), "en")
    if json.dumps(a, sort_keys=True) == json.dumps(b, sort_keys=True):
        assert found == []
