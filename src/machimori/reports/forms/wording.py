"""Fixed words of survey forms."""

from __future__ import annotations

from collections.abc import Mapping

from machimori.language import Text

SURVEY = Text(ja="点検票", en="Survey form")
SELF_CHECK = Text(ja="自己点検票", en="Self-check form")
TITLE = Text(ja="{form}　{kind}", en="{form}: {kind}")
NOT_A_DUTY = Text(
    ja="指針は義務を課すものではありません。分からないことは「分からない」に印を付けてください。"
    "分からないままでも、次に調べることが分かります。",
    en="The guidelines oblige nobody. Where you do not know, say so: an honest “do not "
    "know” shows what to look at next.",
)
PROMISE = Text(
    ja="ここに答えたことは、署名した人の申告として、有効期限まで使われます。",
    en="What is answered here counts as stated by whoever signs, until the date below.",
)
ANSWERS: Mapping[str, Text] = {
    "yes": Text(ja="はい", en="yes"),
    "no": Text(ja="いいえ", en="no"),
    "unknown": Text(ja="分からない", en="do not know"),
}
NONE_HERE = Text(ja="該当なし", en="none here")
PLACE = Text(ja="場所", en="Place")
PLACE_HINT = Text(
    ja="場面ファイルにある場所のid、または名前。",
    en="Id of the place in the scene file, or its name.",
)
ON = Text(ja="確認日", en="Date")
BY = Text(ja="確認者", en="Looked at by")
SIGNED_BY = Text(ja="署名（氏名・役職）", en="Signed by (name and office)")
UNTIL = Text(ja="有効期限", en="Holds until")
SIGNATURE = Text(ja="署名", en="Signature")
LUX = Text(ja="平均照度（lx）", en="Mean illuminance (lx)")
LUX_HINT = Text(
    ja="照度計で床面を測った平均。測っていなければ空けておきます。",
    en="Mean of readings on the floor; leave empty if nobody measured.",
)
LUX_POINTS = Text(ja="測った点の数", en="Number of readings")
NOTE = Text(ja="備考", en="Remarks")
CLAUSE = Text(ja="条項", en="Clause")
ASKS = Text(ja="確かめること", en="What is to hold")
LOOK = Text(ja="見るところ", en="What to look at")
ELEMENT = Text(ja="対象", en="Element")
ANSWER = Text(ja="回答", en="Answer")
CRITERION = Text(ja="項目", en="Criterion")
APPLIES = Text(ja="対象となる場合：{what}", en="Applies where: {what}")
EDITION = Text(ja="{date} 改正の版", en="edition of {date}")
PAGE = Text(ja="ページ", en="page")
SHEET_FORM = Text(ja="点検", en="Form")
SHEET_ABOUT = Text(ja="確認者", en="About")
