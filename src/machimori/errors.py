"""The whole tree of errors.

MachimoriError
├── InvalidInput            a file or value that cannot be used; carries Problems
├── UnknownName             an id that nothing has, with the closest that exists
├── MissingExtra            an optional package is needed for this
├── GroundNotPlane          what follows edits needs ground that is a plane
├── NotPublishable          it would tell of small numbers; carries reasons
├── CannotWrite             the output could not be written; nothing was changed
├── WorkersLost             who computed died; what was finished is kept
├── Unreachable             nobody answers at a cluster's address
└── NotItsTime              a forecast is sealed too late or opened too early
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from machimori.language import Language, Text


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing wrong with an input, and what to do about it.

    Parameters
    ----------
    file : str
        The file as the user named it; empty where there is none.
    where : Text
        The place in it: a line, a feature and property, a row and column.
    found : str
        What stands there, shortened.
    expected : Text
        What should stand there.
    remedy : Text
        What the reader can do.
    """

    file: str
    where: Text
    found: str
    expected: Text
    remedy: Text

    def sentence(self, language: Language) -> str:
        """Word the problem on one line."""
        return _PROBLEM.format(
            file=self.file or "-",
            where=self.where,
            found=self.found,
            expected=self.expected,
            remedy=self.remedy,
        ).in_(language)


_PROBLEM = Text(
    ja="{file}: {where}: 「{found}」です。正しくは：{expected}。対処：{remedy}",
    en="{file}: {where}: found {found!s}; expected {expected}. {remedy}",
)


class MachimoriError(Exception):
    """Base of every error that Machimori raises on purpose."""

    text: ClassVar[Text]

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.message("en"))

    def message(self, language: Language) -> str:
        """Word the error."""
        return self.text.format(**self.values).in_(language)


class InvalidInput(MachimoriError):
    """A file or a value cannot be used; all its problems are listed at once."""

    text = Text(
        ja="入力に{count}件の問題があります。", en="{count} problem(s) in the input."
    )

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: Sequence[Problem] = tuple(problems)
        super().__init__(count=len(self.problems))

    def message(self, language: Language) -> str:
        """Word the error with one line a problem."""
        lines = [problem.sentence(language) for problem in self.problems]
        return "\n".join([self.text.format(**self.values).in_(language), *lines])


class UnknownName(MachimoriError):
    """Something was named that does not exist."""

    text = Text(
        ja="{what}「{name}」はありません。{hint}",
        en="There is no {what} {name!s}. {hint}",
    )

    def __init__(self, what: Text, name: str, known: Iterable[str]) -> None:
        super().__init__(what=what, name=name, hint=did_you_mean(name, known))


class MissingExtra(MachimoriError):
    """An optional package is needed."""

    text = Text(
        ja="この操作には追加部品が必要です。"
        "pip install 'machimori[{extra}]' を実行してください。",
        en="This needs an optional package: run pip install 'machimori[{extra}]'.",
    )


class GroundNotPlane(MachimoriError):
    """What follows edits needs ground that is a plane; for light, a level one."""

    text = Text(
        ja="地面が平らでない所では、編集に追従する計算はできません。"
        "編集のあとに計算し直してください。",
        en="Over ground that is no plane, results do not follow edits: compute them "
        "anew after the edits.",
    )


class NotPublishable(MachimoriError):
    """What was to be published would give small numbers away."""

    text = Text(ja="公表できません。", en="It may not be published.")

    def __init__(self, reasons: Iterable[Text]) -> None:
        self.reasons: Sequence[Text] = tuple(reasons)
        super().__init__()

    def message(self, language: Language) -> str:
        """Word the error with one line a reason."""
        reasons = [reason.in_(language) for reason in self.reasons]
        return "\n".join([self.text.in_(language), *reasons])


class CannotWrite(MachimoriError):
    """The output could not be written; what was there before is untouched."""

    text = Text(
        ja="{path} に書き込めません（{why}）。以前の内容はそのままです。",
        en="Cannot write {path} ({why}). What was there is untouched.",
    )


class WorkersLost(MachimoriError):
    """The processes or computers that compute died, for want of memory or killed."""

    text = Text(
        ja="計算していた処理が途中で終わりました（{why}）。"
        "終わった分は残っています。同じ命令をもう一度実行すると続きから始まります。"
        "メモリが足りないときは --processes を減らしてください。",
        en="What was computing ended before its time ({why}). What is finished is "
        "kept: run the same command again to go on. If memory is short, give fewer "
        "--processes.",
    )


class Unreachable(MachimoriError):
    """Nobody answers at the address of a cluster."""

    text = Text(
        ja="計算機群「{address}」につながりません（{why}）。"
        "番地と、計算する側が動いているかを確かめてください。",
        en="Cannot reach the cluster {address!s} ({why}). Check the address, and "
        "whether its workers run.",
    )


class NotItsTime(MachimoriError):
    """A forecast is sealed after its days began, or opened before they are over."""

    text = Text(ja="{what}。", en="Not its time: {what}.")


def did_you_mean(name: str, known: Iterable[str]) -> Text:
    """Suggest the closest known names."""
    names = sorted(known)
    close = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
    if close:
        listed = ", ".join(close)
        return Text(ja=f"もしかして：{listed}", en=f"Did you mean: {listed}?")
    listed = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
    return Text(ja=f"使えるもの：{listed}", en=f"Known: {listed}")
