"""Places as published: codes, blocks, and nothing finer or more personal than these."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from machimori.incidents.names import block_key

LONGEST_BLOCK = 24
"""No name of a town block has more letters."""

# What tells of a person, or of more than a block: a cell of places that holds any of it
# is left behind whole.
_OF_PERSONS = re.compile(
    r"[0-9０-９一二三四五六七八九十]+\s*(?:歳|才)|[歳才](?:代|前後|くらい|ぐらい|位)|[0-9０-９]0?代"
    r"|男性|女性|男[のがはとを]|女[のがはとを]|男子|女子|男児|女児|少年|少女|[男女]$|[男女](?=[（(、。\s])"
    r"|年配|高齢者|老人|若い|中年|身長|センチ|[cｃ][mｍ]|体格|やせ|痩せ|小太り|太った|がっちり|中肉"
    r"|髪|丸刈り|坊主頭|ひげ|髭|帽|マスク|眼鏡|めがね|メガネ|サングラス|ジャンパー|ジャケット|コート"
    r"|シャツ|ズボン|スカート|ジーンズ|ジャージ|スーツ|パーカー|リュック|靴|サンダル|上衣|下衣|上着"
    r"|着用|[黒白赤青紺灰茶緑黄金銀紫桃]い?色|[黒白赤青]い|外国人|国籍|風の|乗った|ナンバー|生徒|児童"
    r"|小学生|中学生|高校生|大学生|会社員|[@＠]|https?",
)
_NAME = re.compile(
    r"[0-9０-９A-Za-zＡ-Ｚぁ-んァ-ヶー一-鿿々〆〇ｦ-ﾟ豈-﫿\U00020000-\U0002ffff－-]+"
)
_ONLY_SOUND_SO = re.compile(
    "女の都|烏帽子|黒髪町|髭茶屋|白髭|三才|才町|三歳町|十八才|五才田|才代|乙女|元女|宿女|釆女|産女|玄女"
    "|山女|女子畑|[二三四五]女子|白男|浜男|衣文|金色|風の杜"
)
"""Parts of real names of places that hold such a word."""

_CHOME_END = re.compile(
    r"(?<=.)[0-9０-９一二三四五六七八九十]+\s*丁(?:目|(?=$|[0-9０-９]))"
    r"(?:[東西南北](?![0-9０-９])|大横|横町|本通り?|[上下]$)?"
)
_FINER = re.compile(
    r"付近|(?:地内|地先)(?=$|の|で|に|路)|(?<!波)路上|周辺|構内|近く|あたり|の道路|番地|[0-9０-９]+番(?!町)"
    r"|[0-9０-９]+号室|(?<=[0-9０-９])[-－−‐ー][0-9０-９]|[\s　（(「、。,，;；:：/／]"
)
_PREFECTURE = re.compile(r"^(北海道|東京都|(?:京都|大阪)府|.{2,3}県)")
_MUNICIPALITY = re.compile(
    r"^((?:余市|高市|[東西北]村山|田村|[^市区町村]{1,5}?)郡"
    r"(?:市貝|市川三郷|市川|余市|大町|玉村|上市|下市|村田|[^市区町村]{1,6}?)[町村]"
    r"|(?:四日市|廿日市|野々市|市川|市原|町田|十日町|大町|東村山|武蔵村山|村山|羽村|村上|田村|大村"
    r"|[^市区町村]{1,6}?)市(?:中村区|[^市区町村]{1,4}区)?"
    r"|[^市区町村]{1,6}?[区町村])(?=.)"
)
_CODE_WEIGHTS = (6, 5, 4, 3, 2)


@dataclass(frozen=True)
class BlockName:
    """A town block as published, and what had to be left away.

    Parameters
    ----------
    name : str
        Empty where nothing may be kept.
    repair : str
        Empty, ``place_cut`` or ``place_dropped``.
    """

    name: str
    repair: str = ""


def tells_of_person(text: str) -> bool:
    """Tell whether a text holds a word about somebody's age, sex, looks or work."""
    return _OF_PERSONS.search(_ONLY_SOUND_SO.sub("", text)) is not None


def read_block_name(written: str) -> BlockName:
    """Cut a place down to its town block.

    Parameters
    ----------
    written : str
        ``桜川２丁目``, ``余戸南３丁目４番付近の路上``, or anything at all.

    Returns
    -------
    BlockName
    """
    whole = written.strip()
    if not whole:
        return BlockName("")
    if tells_of_person(whole):
        return BlockName("", "place_dropped")
    chome = _CHOME_END.search(whole)
    name = whole[: chome.end()] if chome else whole
    finer = _FINER.search(name)
    name = (name[: finer.start()] if finer else name).strip().removesuffix("の")
    if len(name) > LONGEST_BLOCK or not _NAME.fullmatch(name) or not block_key(name):
        return BlockName("", "place_dropped")
    return BlockName(name, "" if name == whole else "place_cut")


def split_address(written: str) -> tuple[str, str, str]:
    """Part an address into prefecture, municipality and the rest, where it has them."""
    prefecture = _PREFECTURE.match(written)
    left = written[prefecture.end() :] if prefecture else written
    municipality = _MUNICIPALITY.match(left)
    return (
        prefecture[0] if prefecture else "",
        municipality[0] if municipality else "",
        left[municipality.end() :] if municipality else left,
    )


def is_prefecture(written: str) -> bool:
    """Tell whether a prefecture has this name."""
    return written in prefecture_codes()


def read_code(written: str, prefecture: str) -> tuple[str, str]:
    """Read the code of a municipality.

    Parameters
    ----------
    written : str
        Five digits, or six with the check digit; a spreadsheet may have eaten the zero
        before them.
    prefecture : str
        Its name, where known: a code of another prefecture is not believed.

    Returns
    -------
    code : str
        Five digits; empty where it is not to be believed.
    repair : str
        Empty, ``code_zero`` or ``code_dropped``.

    Source
    ------
    JIS X 0401 and JIS X 0402; check digit: 総務省「検査数字を算出する方法」.
    """
    digits = written.strip()
    if not digits:
        return "", ""
    area = prefecture_codes().get(prefecture)
    candidates = [(digits, ""), ("0" + digits, "code_zero")]
    for number, repair in candidates if digits.isascii() and digits.isdigit() else ():
        code = _five_digits(number)
        if code and (area is None or code.startswith(area)):
            return code, repair
    return "", "code_dropped"


def check_digit(code: str) -> str:
    """Compute the sixth digit of a municipality's code from the five before it."""
    total = sum(w * int(d) for w, d in zip(_CODE_WEIGHTS, code, strict=True))
    return str((11 - total % 11) % 10)


def _five_digits(number: str) -> str:
    is_known = number[:2] in prefecture_codes().values()
    if len(number) == 5 and is_known:
        return number
    if len(number) == 6 and is_known and check_digit(number[:5]) == number[5]:
        return number[:5]
    return ""


@cache
def prefecture_codes() -> Mapping[str, str]:
    """Return the codes of the prefectures by name (JIS X 0401)."""
    file = resources.files(__package__).joinpath("prefectures.yaml")
    codes: Mapping[str, str] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return codes
