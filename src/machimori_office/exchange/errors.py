"""What can be wrong with a file from the other box.

OfficeError
├── NotTwoBoxes     this office is one box, or the other one of the two
├── ExchangeKey     a file holds no key of the kind that is needed
└── ParcelRefused   nothing of the file was taken
    ├── Forged      it is not signed by the other box, or was altered
    ├── Replayed    it was taken before
    ├── Missing     one before it has not come yet
    └── Unreadable  signed, and yet not understood: the boxes differ in version
"""

from __future__ import annotations

from machimori.language import Text
from machimori_office.web.errors import OfficeError


class NotTwoBoxes(OfficeError):
    """The office is one box, or the other one of the two."""

    text = Text(
        ja="この命令は MACHIMORI_PART={part} のサーバーで使います",
        en="This command is for the server with MACHIMORI_PART={part}",
    )


class ExchangeKey(OfficeError):
    """A file holds no key of the kind that is needed."""

    text = Text(ja="{file} を鍵として読めません", en="{file} holds no key to use here")


class ParcelRefused(OfficeError):
    """Nothing of the file was taken."""


class Forged(ParcelRefused):
    """It is not signed by the other box, or was altered."""

    text = Text(
        ja="{file} の署名が合いません。取り込みませんでした",
        en="{file} is not signed by the other box, or was altered. Nothing was taken",
    )


class Replayed(ParcelRefused):
    """It was taken before."""

    text = Text(
        ja="{file} は取り込み済みです（{sequence}番）",
        en="{file} was taken before (No. {sequence})",
    )


class Missing(ParcelRefused):
    """One before it has not come yet."""

    text = Text(
        ja="{file} の前の {first}～{last}番 が届いていません。先に取り込んでください",
        en="No. {first} to {last} before {file} have not come yet. Bring them first",
    )


class Unreadable(ParcelRefused):
    """Signed by the other box, and yet not understood."""

    text = Text(
        ja="{file} を読めません。二つのサーバーの版をそろえてください：{said}",
        en="{file} cannot be read. Bring both servers to one version: {said}",
    )
