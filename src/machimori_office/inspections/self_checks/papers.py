"""The self-check on paper: with its code, and the link for who has a phone."""

from __future__ import annotations

from datetime import date

from machimori.language import Language, Text
from machimori_office.inspections.models import SelfCheck
from machimori_office.inspections.self_checks.links import link_of
from machimori_office.inspections.self_checks.questions import asked
from machimori_office.web.paper import paper
from machimori_office.web.qr import code


def form_on_paper(check: SelfCheck, *, language: Language, on: date) -> bytes:
    """Typeset the questions with boxes to tick."""
    words = {name: text.in_(language) for name, text in _WORDS.items()}
    content = {
        "language": language,
        "code": check.code,
        "qr": code(link_of(check, variety=language)),
        "place": check.site.name,
        "owner": check.owner,
        "source": check.title_en if language == "en" else check.title_ja,
        "due": check.due_on.isoformat(),
        "words": words,
        "questions": [
            {
                "asks": one.of_what(language),
                "look": one.said("look", language),
                "applies": one.said("applies", language),
                "citation": one.citation,
            }
            for one in asked(check)
        ],
    }
    return paper("inspections", "self_check.typ", content, on=on)


_WORDS = {
    "title": Text(ja="防犯の自己点検票", en="Self-check of safety"),
    "owner": Text(ja="所有者・管理者", en="Owner or manager"),
    "place": Text(ja="場所", en="Place"),
    "due": Text(ja="回答の期限", en="To be answered by"),
    "code": Text(ja="番号", en="Code"),
    "online": Text(
        ja="スマートフォンでも答えられます（登録は要りません）。",
        en="You can answer by phone too; no account is needed.",
    ),
    "yes": Text(ja="はい", en="yes"),
    "no": Text(ja="いいえ", en="no"),
    "unknown": Text(ja="分からない", en="cannot tell"),
    "applies": Text(ja="対象となる場合：", en="Applies where: "),
    "promise": Text(
        ja="答えたことは、署名した方の申告として使われます。指針は義務を課すものでは"
        "ありません。分からないことは「分からない」に印を付けてください。",
        en="What is answered counts as stated by whoever signs. The guidelines oblige "
        "nobody; where you cannot tell, say so.",
    ),
    "signed": Text(ja="署名（氏名・役職）", en="Signed by (name and office)"),
    "on": Text(ja="年月日", en="Date"),
}
