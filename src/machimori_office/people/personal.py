"""The personal data of staff."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from machimori.language import Text
from machimori_office.privacy.registry import Kept, PersonalFile, personal_file


def _nothing(address: str) -> Sequence[Kept]:
    """Find nothing: accounts have no mail address."""
    return ()


def _none_due(now: datetime) -> int:
    """Delete nothing: accounts name who approved what, as long as that is kept."""
    return 0


def _erase_nothing(address: str, actor: str, reason: str, at: datetime) -> int:
    return 0


personal_file(
    PersonalFile(
        name="people.staff",
        title=Text(ja="職員のアカウント", en="Accounts of staff"),
        purpose=Text(
            ja="サインインと、誰が起案・承認したかを示すため",
            en="Signing in, and showing who wrote and approved what",
        ),
        items=(
            Text(ja="氏名、ログイン名、所属、役割", en="Name, login, division, role"),
            Text(
                ja="パスワードの要約値、二段階認証の秘密、パスキー",
                en="Hash of the password, second factor, passkeys",
            ),
            Text(ja="サインインの時刻（操作記録）", en="When they signed in (audit)"),
        ),
        source=Text(ja="本人と所属の責任者", en="Themselves and their manager"),
        kept_until=Text(
            ja="アカウントを閉じるとサインインの秘密は消え、氏名は起案の記録が残る間残る",
            en="Secrets end with the account; names stay as long as what they approved",
        ),
        tables=("people.Staff", "mfa.Authenticator", "sessions.Session"),
        delete_due=_none_due,
        find=_nothing,
        erase=_erase_nothing,
    )
)
