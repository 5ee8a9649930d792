"""Made-up sentences: what gives a victim away is found, everyday words are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori_office.web.private_words import find_secrets, find_surnames

TELLING = {
    "name": (
        "山田花子さんが声をかけられました",
        "田中 太郎さん（8）",
        "被害に遭ったのはユウトくんです",
        "氏名：鈴木一郎",
        "被害者は山本です",
        "佐藤花子（12歳）が",
        "「はなちゃん」と呼ばれ",
        "Mr. Tanaka was hit",
        "a boy named Taro",
    ),
    "house_number": (
        "本町6-6-3の路上",
        "本町６－６－３",
        "本町六丁目6番3号",
        "本町1丁目2番",
        "緑町3丁目4-5",
        "貫井北町2-3付近",
        "123番地",
        "前原町五丁目８番１号",
        "コーポ203号室",
        "at Honcho 1-2-3",
    ),
    "school": (
        "第一小学校の児童",
        "小金井市立本町小学校",
        "みどり幼稚園と桜保育園",
        "本町小の前",
        "near Midori Elementary School",
    ),
    "phone": (
        "042-381-0110",
        "０９０－１２３４－５６７８",
        "09012345678まで",
        "042(381)0110",
    ),
    "looks": (
        "身長165センチ位",
        "50歳代の男",
        "白色無地Tシャツ",
        "wearing a white T-shirt",
    ),
}

EVERYDAY = (
    "6月5日（金）、午前7時50分ごろ、小金井市本町1丁目の路上で、児童（女）が登校途中、",
    "本町1丁目と2丁目で",
    "すぐに110番する、または#9110へ",
    "ご家庭のお子さんと話し合ってください",
    "市民の皆さん、お母さん、おばあちゃん、赤ちゃん、お孫さん、学生さん",
    "息子さんを名乗る電話",
    "市内小学校、市立小学校、近くの小学校、各中学校の周辺",
    "住所や名前を教えてください",
    "会社員（50歳）と市内在住の女性（80）",
    "1日夜遅くから2日昼前、2-3日、9-17時",
    "国道20号、台風第8号、5号車、1番線、10番台",
    "逃走中の男、登校中の児童、縮小の方針、最小の被害",
    "2026-11-24に配信、令和2年度、1,000円",
    "内線2162",
    "東小金井駅南口の商店会",
    "Call 110 at once. Do not give your bank card to anyone.",
    "A child on the way to a primary school in Honcho 1-chome",
)


@pytest.mark.parametrize(
    ("secret", "sentence"), [(s, t) for s, texts in TELLING.items() for t in texts]
)
def test_what_gives_somebody_away_is_found(secret: str, sentence: str) -> None:
    assert secret in {found for found, _ in find_secrets(sentence)}


@pytest.mark.parametrize("sentence", EVERYDAY)
def test_everyday_words_are_left_alone(sentence: str) -> None:
    found = [
        (secret, sentence[slice(*span)]) for secret, span in find_secrets(sentence)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("被害に遭った山田は無事です", "山田"),
        ("けさ、佐々木が声をかけられ", "佐々木"),
        ("（長谷川）の自宅", "長谷川"),
        ("相手は高橋", "高橋"),
    ],
)
def test_a_surname_that_stands_alone_is_found(sentence: str, named: str) -> None:
    assert [sentence[slice(*span)] for span in find_surnames(sentence)] == [named]


@pytest.mark.parametrize(
    "sentence",
    [
        *EVERYDAY,
        "山田町の路上",
        "中村橋から",
        "小川が増水",
        "田中通りで",
        "東村山市",
        "上小林に",
    ],
)
def test_what_is_no_surname_is_left_alone(sentence: str) -> None:
    assert list(find_surnames(sentence)) == []


def test_a_name_that_was_found_whole_is_not_asked_about_twice() -> None:
    assert list(find_surnames("田中さんが、と伊藤氏に")) == []


@given(st.text("山田花子さん本町一丁目0123-番地号小学校（） ", max_size=60))
def test_what_is_found_stands_in_the_text(text: str) -> None:
    for _, (start, end) in find_secrets(text):
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize("part", ["0-", "山", "1番", "あ", "A", "Ab ", "アア", "山 "])
def test_very_long_texts_are_searched_to_their_end(part: str) -> None:
    text = part * 20_000 + "。電話は090-1234-5678"
    phones = [span for secret, span in find_secrets(text) if secret == "phone"]
    assert phones[-1][1] == len(text)
