"""What the ledger keeps of letters to one person, until when, and how it is erased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from machimori.errors import InvalidInput
from machimori.language import Text
from machimori_office.outbox import keeping
from machimori_office.outbox.addresses import read_address
from machimori_office.outbox.notices import SPENT
from machimori_office.privacy.registry import Kept, PersonalFile, personal_file
from machimori_office.web.words import JST


def find(address: str) -> Sequence[Kept]:
    """Return the letters to whoever has a mail address, as long as they are kept."""
    kept = keeping.letters_to(_key_of(address)).exclude(text=SPENT)
    return [
        Kept(
            label=_LETTER,
            value=f"{letter.message.created_at.astimezone(JST):%Y-%m-%d %H:%M} "
            f"{letter.subject}",
        )
        for letter in kept
    ]


def erase(address: str, actor: str, reason: str, at: datetime) -> int:
    """Take text and recipient out of the letters to whoever has a mail address.

    That it was asked for is recorded with the address itself.
    """
    return keeping.forget_those_to(_key_of(address))


def _key_of(address: str) -> str:
    try:
        return read_address(address).key
    except InvalidInput:
        return address.strip().lower()


_LETTER = Text(ja="本人への手紙のメール", en="Letter by mail")

personal_file(
    PersonalFile(
        name="letters",
        title=Text(ja="本人への手紙のメール", en="Letters to one person by mail"),
        purpose=Text(
            ja="登録、申請、申込み、情報提供について本人に知らせ、知らせたことを示すため",
            en="To answer people about what they asked, and to show that it was done",
        ),
        items=(
            Text(ja="件名と本文", en="Subject and text"),
            Text(ja="宛先のアドレス", en="The address it went to"),
        ),
        source=Text(ja="市", en="The city"),
        kept_until=Text(
            ja="その件が終わるまで。終わらなくても、送ってから決まりの日数（初めは365日）で件名、"
            "本文、宛先を消す。いつ、どのサーバーが何と答えたかと件数だけを残す",
            en="Until what it is about is over, and no longer than the rule's days "
            "(365 at first): then subject, text and recipient go. When it left, which "
            "server answered what, and the figures stay",
        ),
        tables=("outbox.Message", "outbox.Letter", "outbox.Delivery"),
        delete_due=keeping.delete_due,
        find=find,
        erase=erase,
    )
)
