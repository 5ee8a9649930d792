"""What a reason may say: it stays in the audit, from which nobody can erase a word.

Forms ask here before they send, and the audit asks again before it writes.
"""

from __future__ import annotations

import re

from machimori.language import Text
from machimori_office.web.private_words import names_in

SHORTEST, LONGEST = 3, 200
_TRACE = re.compile(r"@|\d[\d\-‐－ー()（） ]{7,}\d|\d+[-－ー]\d+[-－ー]\d+")
_LENGTH = Text(ja="3～200字で書いてください", en="write 3 to 200 characters")
_WITHOUT_TRACES = Text(
    ja="メールアドレス、電話番号、番地は書かないでください（記録は消せません）",
    en="leave out addresses and telephone numbers: the record stays for ever",
)
WITHOUT_NAMES = Text(
    ja="名前は書かないでください（記録は消せません）",
    en="leave out names: the record stays for ever",
)


def refusal_of(reason: str) -> Text | None:
    """Say what a reason should be instead; None where it may be written down."""
    if not SHORTEST <= len(reason.strip()) <= LONGEST:
        return _LENGTH
    if _TRACE.search(reason):
        return _WITHOUT_TRACES
    return WITHOUT_NAMES if names_in(reason) else None
