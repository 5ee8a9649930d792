"""The personal data in alerts: whom a mail describes or seeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from machimori.language import Text
from machimori_office.alerts.services.persons import delete_expired
from machimori_office.privacy.registry import Kept, PersonalFile, personal_file


def _nothing(address: str) -> Sequence[Kept]:
    """Find nothing: no row of these is bound to a mail address."""
    return ()


def _erase_nothing(address: str, actor: str, reason: str, at: datetime) -> int:
    return 0


personal_file(
    PersonalFile(
        name="alerts.person",
        title=Text(ja="メールに書いた人の特徴", en="People described in alerts"),
        purpose=Text(
            ja="不審者への注意を呼びかけ、迷子・迷い人を探すため",
            en="To warn of a person, or to seek a missing one",
        ),
        items=(
            Text(ja="特徴（服装、年齢、迷い人の氏名）", en="Looks, a missing name"),
            Text(ja="家族の同意（続柄、方法、日時）", en="The family's consent"),
        ),
        source=Text(ja="警察、家族", en="The police, the family"),
        kept_until=Text(
            ja="起案で決めた期限（迷子・迷い人は、発見のお知らせの配信が終わるまで）",
            en="The date set in the draft; of the missing, until they are found",
        ),
        tables=("alerts.Person", "alerts.Consent", "outbox.Letter"),
        delete_due=delete_expired,
        find=_nothing,
        erase=_erase_nothing,
    )
)
