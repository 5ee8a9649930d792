"""What an app says to the other of two boxes, and takes from it: its `two_boxes.py`.

The console decides; the internet part meets residents and writes all mails. Each app
names in `CARRIED` what it says in either direction:

- `Standing`: how things stand. `says` yields all of it each time; only what changed
  travels, and what is no longer said can `end` on the other box.
- `Act`: what somebody did once (`services.post`). It travels sealed, in the order in
  which it was done, and is forgotten on this box once the other one has it.

Who wins where both changed a thing: the console. An act is taken there as far as the
thing's state still allows it, by the same conditional updates as on one box; where it
does not, the duty says so in what it says of the thing. A `Standing` that `answers` an
act carries how many acts of the thing its writer had heard, and is said again when it
hears one: what was written before an act was heard never undoes that act.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Literal

from machimori_office.web.gathering import from_each_app

Part = Literal["console", "public"]
Body = Any
"""A mapping that JSON can hold, or an instance of the kind's dataclass."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How things stand, said by one box to the other.

    Parameters
    ----------
    name : str
        Stable, at most 24 letters; the same name may go both ways.
    sender : Part
    says : callable
        Yields a key and a body for all that the other box should know at an instant,
        in the order in which they refer to one another; unchanged things too.
    takes : callable
        Takes key, body and instant on the other box. It does nothing where it has
        nothing to change, and raises ValueError where a body cannot be.
    ends : callable, optional
        Takes key and instant on the other box when the sender no longer says it:
        deleted, forgotten, or its time is over. Without it such a thing stays.
    answers : str
        The name of the acts, from the other box, about things of the same keys.
    body : type
        A dataclass, strictly read; a mapping where `takes` reads for itself.
    is_sealed : bool
        Whether it says something about people: then only the other box can read it.
    is_kept : bool
        Whether the last of it stays readable here (`services.last_of`).
    """

    name: str
    sender: Part
    says: Callable[[datetime], Iterable[tuple[str, Body]]]
    takes: Callable[[str, Body, datetime], None]
    ends: Callable[[str, datetime], None] | None = None
    answers: str = ""
    body: type[Any] = dict
    is_sealed: bool = False
    is_kept: bool = False


@dataclass(frozen=True, kw_only=True)
class Act:
    """What somebody did once, which the other box is to do too; always sealed.

    Parameters
    ----------
    name : str
        Stable, at most 24 letters.
    sender : Part
    takes : callable
        Takes the thing's key, body and instant on the other box, each act once and in
        order. An act that comes too late is no error: the duty writes down that it
        crossed with another.
    arrived : callable, optional
        Takes the thing's key here, once the other box has the act.
    body : type
        As in `Standing`.
    """

    name: str
    sender: Part
    takes: Callable[[str, Body, datetime], None]
    arrived: Callable[[str], None] | None = None
    body: type[Any] = dict


Kind = Standing | Act


def kinds(sender: Part) -> Mapping[str, Kind]:
    """Return what a box says, by name: foundations first, as duties refer to them."""
    return _kinds()[sender]


def standings(sender: Part) -> Iterator[Standing]:
    """Yield the kinds of things whose standing a box says."""
    for kind in kinds(sender).values():
        if isinstance(kind, Standing):
            yield kind


@cache
def _kinds() -> Mapping[Part, Mapping[str, Kind]]:
    found: dict[Part, dict[str, Kind]] = {"console": {}, "public": {}}
    # Apps are listed from the top to the foundations.
    for of_app in reversed(from_each_app("two_boxes", "CARRIED")):
        for kind in of_app:
            if kind.name in found[kind.sender]:
                raise ValueError(f"two kinds of {kind.sender} are called {kind.name}")
            found[kind.sender][kind.name] = kind
    return found
