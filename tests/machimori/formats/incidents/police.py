"""Lists as the police and cities publish them, made here, in every variant."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

BASE = (
    "罪名",
    "手口",
    "管轄警察署（発生地）",
    "管轄交番・駐在所（発生地）",
    "市区町村コード（発生地）",
    "都道府県（発生地）",
    "市区町村（発生地）",
    "町丁目（発生地）",
    "発生年月日（始期）",
    "発生時（始期）",
)
OF_2018 = (*BASE, "発生場所の属性")
LATER = (*BASE, "発生場所", "発生場所の詳細")
MORE = {
    "ひったくり": ("被害者の性別", "被害者の年齢", "現金被害の有無"),
    "車上ねらい": ("施錠関係", "現金被害の有無"),
    "部品ねらい": ("現金以外の主な被害品",),
    "自動販売機ねらい": ("現金被害の有無",),
    "自動車盗": ("施錠関係", "盗難防止装置の有無", "現金以外の主な被害品"),
    "オートバイ盗": ("施錠関係", "盗難防止装置の有無", "現金以外の主な被害品"),
    "自転車盗": ("被害者の年齢", "被害者の職業", "施錠関係"),
}
VALUES = {
    "被害者の性別": "女性",
    "被害者の年齢": "65-69歳",
    "被害者の職業": "小学生",
    "現金被害の有無": "あり",
    "施錠関係": "施錠せず",
    "現金以外の主な被害品": "原動機付自転車（50cc以下）",
    "盗難防止装置の有無": "なし",
}
ENCODINGS = ("cp932", "utf-8", "utf-8-sig", "utf-16")


def row(kind: str, **said: str) -> dict[str, str]:
    """Make a line of the national layout of one kind."""
    return {
        "罪名": "窃盗",
        "手口": kind,
        "管轄警察署（発生地）": "中央",
        "管轄交番・駐在所（発生地）": "大通",
        "市区町村コード（発生地）": "011011",
        "都道府県（発生地）": "北海道",
        "市区町村（発生地）": "札幌市中央区",
        "町丁目（発生地）": "大通西１０丁目",
        "発生年月日（始期）": "2018-08-12",
        "発生時（始期）": "16",
        "発生場所の属性": "道路上",
        "発生場所": "道路上",
        "発生場所の詳細": "その他",
        **VALUES,
        **said,
    }


def published(
    path: Path,
    rows: Sequence[dict[str, str]],
    headings: Sequence[str],
    *,
    encoding: str = "cp932",
    delimiter: str = ",",
) -> Path:
    """Write a list with these headings."""
    paper = io.StringIO()
    writer = csv.writer(paper, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([[line.get(h, "") for h in headings] for line in rows])
    path.write_bytes(paper.getvalue().encode(encoding))
    return path
