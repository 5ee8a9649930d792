"""What no mail may tell of a victim: name, house, school, telephone; found by form.

Patterns err towards asking: a person decides, with the words before their eyes. What
people write every day (1丁目, 110番, お子さん, 市内小学校) is not asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

Secret = Literal["name", "surname", "house_number", "school", "phone", "looks"]
Span = tuple[int, int]

_DIGITS = "[0-9０-９]"
_NUMBER = "(?:[0-9０-９]+|[一二三四五六七八九十百]+)"
_DASH = "[-‐‑–—―−－ーのノ之]"
_PHONE_DASH = "[-‐‑–—―−－ー (（)）]"
_KANJI = "[一-龠々ヶ]"
_KANA = "[ぁ-ゖ]"
_KATAKANA = "[ァ-ヺー]"

_PHONES = re.compile(
    rf"(?<![0-9０-９])[0０]{_DIGITS}{{1,4}}{_PHONE_DASH}{{1,2}}{_DIGITS}{{1,4}}"
    rf"{_PHONE_DASH}{{1,2}}{_DIGITS}{{3,4}}(?![0-9０-９])"
    rf"|(?<![0-9０-９])[0０]{_DIGITS}{{9,10}}(?![0-9０-９])"
)

_HOUSES = (
    re.compile(rf"{_NUMBER}番地(?:{_DASH}?{_NUMBER})?"),
    re.compile(rf"{_NUMBER}番{_DASH}?{_NUMBER}号?"),
    re.compile(
        rf"丁目{_DASH}?{_NUMBER}(?:番|{_DASH}{_NUMBER})(?:{_DASH}?{_NUMBER}号?)?"
    ),
    # 本町1-2-3, 本町１－２; but not 6月5-7日 or 9-17時.
    re.compile(
        rf"(?<=[一-龠々ヶ町]){_DIGITS}+(?:[-‐–−－ー]{_DIGITS}+){{1,2}}"
        rf"(?![0-9０-９]|[-‐–−－ー]|[時日月年歳才人台件回%％度分円mkｍ])"
    ),
    re.compile(r"\b\d{1,2}-\d{1,3}-\d{1,3}\b(?!-)"),
    re.compile(rf"{_DIGITS}{{2,4}}号室"),
)

_SAID_WITH_HONORIFIC = re.compile(
    rf"({_KANJI}{{1,4}}[ 　]?(?:{_KANJI}|{_KATAKANA}|{_KANA}){{0,4}}?"
    rf"|{_KATAKANA}{{2,8}})"
    r"(さん|ちゃん|くん|君|氏(?!名))"
)
_SAID_WITH_AGE = re.compile(
    rf"({_KANJI}{{2,3}}[ 　]?(?:{_KANJI}|{_KANA}|{_KATAKANA}){{1,4}})"
    r"(?:さん)?[ 　]?[（(][0-9０-９]{1,3}(?:歳|才)?[）)]"
)
_SAID_AS_NAME = re.compile(
    rf"(?:氏名|名前|被害者名|被害者)[ 　]*(?:[：:]|は、?)[ 　]*({_KANJI}{{2,6}})"
)
_SAID_IN_ENGLISH = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss)\.? [A-Z][a-z]+|\bnamed [A-Z][a-z]+(?: [A-Z][a-z]+)?"
)

_SAID_TO_CHILDREN = re.compile(rf"(?<!{_KANA})(?!お)({_KANA}{{2,5}})ちゃん")

_PEOPLE = re.compile(
    "(?:.*[のおご])?(?:皆|子|母|父|爺|婆|孫|息子|娘|主人|奥|客|兄|姉|弟|妹|夫|妻|男|女|人|方|彼|"
    "神|諸|嫁|婿|赤|隣|大家|患者|巡査|運転手|看護師|消防|警察|郵便局|本屋|病院)"
    "|.*(?:男性|女性|男児|女児|男子|女子|児童|生徒|園児|学生|少年|少女|老人|住民|市民|友人|"
    "知人|家族|本人|他人|祖父|祖母|親|者|員|屋|官|署|課|係|小学生|中学生|高校生)"
)
"""What stands before さん, or an age, without being a name."""

_SURNAMES = (
    "佐藤|鈴木|高橋|田中|伊藤|渡辺|渡邊|渡部|山本|中村|小林|"
    "加藤|吉田|山田|佐々木|井上|木村|斎藤|斉藤|齋藤|齊藤|山崎|"
    "阿部|山下|中島|石井|前田|岡田|長谷川|藤田|後藤|近藤|村上|"
    "遠藤|青木|坂本|福田|西村|藤井|金子|岡本|藤原|中川|原田|"
    "松田|竹内|小野|田村|中山|和田|石田|森田|内田|柴田|酒井|"
    "横山|高木|安藤|宮本|小島|工藤|谷口|今井|高田|増田|丸山|"
    "杉山|村田|大塚|平野|藤本|河野|武田|松井|菅原|岩崎|木下|"
    "久保|野口|松尾|野村|菊地|菊池|新井|荒井|岩田|中田|五十嵐|"
    "吉村|松岡|西川|小沢|樋口|星野|望月|関口|水野|田辺|馬場|"
    "島田|服部|尾崎|本田|川上|永井|古川|内藤|松浦"
)
"""Common surnames, chosen by Machimori, but for those that name whole cities."""

_BARE_SURNAME = re.compile(
    rf"(?<!{_KANJI})(?<!{_KATAKANA})({_SURNAMES})"
    r"(?=[はがのもとをにへ、。」』）)]|から|より|宅|家(?!電)|容疑者|被告|$)"
)
"""Not 山田町, 青木橋 or 中村駅前: another kanji makes a place of it."""

_SCHOOLS = re.compile(
    rf"((?:{_KANJI}|{_KATAKANA}|[第A-Za-zＡ-Ｚ]){{0,20}})"
    "(小学校|中学校|高等学校|高校|幼稚園|保育園|保育所|こども園|児童館|学童保育所)"
)
_SCHOOLS_SHORT = re.compile(rf"(?<!{_KANJI})({_KANJI}{{1,4}})小(?=[のでへ付前周、。])")
_SCHOOLS_ENGLISH = re.compile(
    r"\b(?:[A-Z][a-z]{1,20} ){1,5}(?:Elementary |Junior High |High |Primary |Nursery )"
    r"(?:School)\b|\b[A-Z][a-z]+ Kindergarten\b"
)
_ANY_SCHOOL = re.compile(
    ".*(?:市内|市外|区内|町内|市立|区立|町立|村立|都立|県立|公立|私立|国立|各|全|同|"
    "近隣|付近|周辺|近|児童|生徒|通学|認可|小中|幼|保|・|及|び|当該|某|該当|隣接|地元)|"
)
_NOT_SHORT = re.compile(".*(?:最|縮|大|過|極|中|弱|微|矮)")

_LOOKS = re.compile(
    "身長|体格|体型|服装|髪型|髪の|頭髪|黒髪|茶髪|金髪|白髪|坊主頭|眼鏡|メガネ|マスク着用|"
    "Tシャツ|Ｔシャツ|ジーンズ|ジャンパー|パーカー|スーツ姿|作業着|小太り|やせ型|痩せ型|"
    "[0-9０-９]{2}(?:歳代|代)(?:くらい|位|ぐらい|の(?:男|女))"
)
_LOOKS_ENGLISH = re.compile(
    r"\b(?:\d{3} ?cm tall|in (?:his|her|their) \d0s|wearing an?\b"
    r"|(?:black|grey|blond) hair)",
    re.I,
)


def find_secrets(text: str) -> Iterator[tuple[Secret, Span]]:
    """Find what looks like a victim's name, house, school or telephone, or like looks.

    Parameters
    ----------
    text : str

    Yields
    ------
    tuple of str and (int, int)
        What it is, and where it stands.
    """
    yield from (("phone", m.span()) for m in _PHONES.finditer(text))
    yield from (("house_number", span) for span in _houses(text))
    yield from (("name", span) for span in _names(text))
    yield from (("school", span) for span in _schools(text))
    yield from (("looks", m.span()) for m in _matches(text, _LOOKS, _LOOKS_ENGLISH))


def find_surnames(text: str) -> Iterator[Span]:
    """Find common surnames that stand alone, which may be places as well.

    Parameters
    ----------
    text : str

    Yields
    ------
    (int, int)
    """
    taken = [span for secret, span in find_secrets(text) if secret == "name"]
    for match in _BARE_SURNAME.finditer(text):
        start, end = match.span(1)
        if not any(a < end and start < b for a, b in taken):
            yield start, end


def names_in(text: str) -> set[str]:
    """Return what looks like a person's name in a text, without さん and age."""
    return {_AFTER_A_NAME.sub("", text[slice(*span)]) for span in _names(text)}


_AFTER_A_NAME = re.compile("(?:さん|ちゃん|くん|さま|君|様|氏|[（(0-9０-９]).*", re.S)


def _matches(text: str, *patterns: re.Pattern[str]) -> Iterator[re.Match[str]]:
    return (match for pattern in patterns for match in pattern.finditer(text))


def _houses(text: str) -> Iterator[Span]:
    is_taken = bytearray(len(text))
    for match in _PHONES.finditer(text):
        _take(is_taken, match.span())
    for match in _matches(text, *_HOUSES):
        if not any(is_taken[slice(*match.span())]):
            _take(is_taken, match.span())
            yield match.span()


def _take(is_taken: bytearray, span: Span) -> None:
    start, end = span
    is_taken[start:end] = b"\1" * (end - start)


def _names(text: str) -> Iterator[Span]:
    for match in _matches(text, _SAID_WITH_HONORIFIC, _SAID_WITH_AGE):
        if not _PEOPLE.fullmatch(match.group(1)):
            yield match.span()
    yield from (match.span() for match in _SAID_TO_CHILDREN.finditer(text))
    for match in _matches(text, _SAID_AS_NAME, _SAID_IN_ENGLISH):
        if not (match.re is _SAID_AS_NAME and _PEOPLE.fullmatch(match.group(1))):
            yield match.span()


def _schools(text: str) -> Iterator[Span]:
    for match in _SCHOOLS.finditer(text):
        if not _ANY_SCHOOL.fullmatch(match.group(1)):
            yield match.span()
    for match in _SCHOOLS_SHORT.finditer(text):
        if not _NOT_SHORT.fullmatch(match.group(1)):
            yield match.span()
    yield from (match.span() for match in _SCHOOLS_ENGLISH.finditer(text))
