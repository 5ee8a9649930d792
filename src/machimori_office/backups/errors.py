"""What can be wrong with a backup.

OfficeError
├── KeyUnusable     a file holds no key of the kind that is needed
├── SealBroken      a sealed file was altered, cut off or is for another key
├── CopyFailed      the database could not be copied or put back
├── ProgramMissing  the server lacks a program that the work needs
└── WrongDatabase   a backup of SQLite is not one of PostgreSQL
"""

from __future__ import annotations

from machimori.language import Text
from machimori_office.web.errors import OfficeError


class KeyUnusable(OfficeError):
    """A file holds no key of the kind that is needed."""

    text = Text(
        ja="{file} を鍵として読めません",
        en="{file} holds no key that can be used here",
    )


class SealBroken(OfficeError):
    """A sealed file was altered, cut off, or is for another key."""

    text = Text(
        ja="ファイルを開けません。鍵が違うか、壊れているか、書き換えられています",
        en="The file cannot be opened: another key's, damaged, or altered",
    )


class CopyFailed(OfficeError):
    """The database could not be copied or put back; nothing was changed."""

    text = Text(
        ja="データベースを写せませんでした（何も変わっていません）：{said}",
        en="The database could not be copied; nothing was changed: {said}",
    )


class ProgramMissing(OfficeError):
    """The server lacks a program that the work needs."""

    text = Text(
        ja="{program} がサーバーにありません。PostgreSQLのクライアントを入れてください",
        en="The server has no {program}: install PostgreSQL's client programs",
    )


class WrongDatabase(OfficeError):
    """A backup of one kind of database cannot be put into another."""

    text = Text(
        ja="{vendor} のバックアップです。同じ種類のデータベースに戻してください",
        en="This backup is of {vendor}: restore it into a database of that kind",
    )
