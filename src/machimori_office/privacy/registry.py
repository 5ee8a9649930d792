"""The register of files of personal information: each app names its own.

What an app's `personal.py` registers appears in the register that the law asks a city
for, is deleted when its time is over, and is found when somebody asks for their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from machimori.language import Text
from machimori_office.web.gathering import Registry


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One item about somebody, as a page or a letter of disclosure shows it."""

    label: Text
    value: str


@dataclass(frozen=True, kw_only=True)
class PersonalFile:
    """One file of personal information (個人情報ファイル).

    Parameters
    ----------
    name : str
        A stable word.
    title, purpose : Text
    items : sequence of Text
        What is kept about a person.
    source : Text
        From whom it comes.
    kept_until : Text
        When it is deleted, in words.
    tables : sequence of str
        Labels of the models that hold it (``subscriptions.Subscriber``).
    delete_due : callable
        Deletes what is due at an instant, and returns how many rows; run daily.
    find : callable
        Returns what is kept about whoever has a mail address.
    erase : callable
        Deletes what is kept about them; the actor, the reason and the instant go into
        the audit. Returns how many rows.
    """

    name: str
    title: Text
    purpose: Text
    items: Sequence[Text]
    source: Text
    kept_until: Text
    tables: Sequence[str]
    delete_due: Callable[[datetime], int]
    find: Callable[[str], Sequence[Kept]]
    erase: Callable[[str, str, str, datetime], int]


FILES: Registry[str, PersonalFile] = Registry("personal", "files")


def personal_file(file: PersonalFile) -> None:
    """Register a file of personal information."""
    FILES.add(file.name, file)
