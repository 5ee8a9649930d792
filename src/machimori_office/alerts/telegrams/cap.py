"""Alerts in the Common Alerting Protocol (CAP 1.1 and 1.2).

Source: OASIS, Common Alerting Protocol Version 1.2, 2010, clause 3.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element

from machimori.errors import InvalidInput, Problem
from machimori.language import Text
from machimori_office.alerts.telegrams.hardened_xml import read_hardened

NAMESPACES = tuple(f"urn:oasis:names:tc:emergency:cap:1.{n}" for n in (1, 2))

REQUIRED = ("identifier", "sender", "sent", "status", "msgType", "scope")
"""What every alert must say."""

REQUIRED_OF_INFO = ("category", "event", "urgency", "severity", "certainty")
"""What every account of an event in one language must say."""

ALLOWED = {
    "status": ("Actual", "Exercise", "System", "Test", "Draft"),
    "msgType": ("Alert", "Update", "Cancel", "Ack", "Error"),
    "scope": ("Public", "Restricted", "Private"),
    "urgency": ("Immediate", "Expected", "Future", "Past", "Unknown"),
    "severity": ("Extreme", "Severe", "Moderate", "Minor", "Unknown"),
    "certainty": ("Observed", "Likely", "Possible", "Unlikely", "Unknown"),
}


@dataclass(frozen=True, kw_only=True)
class CapInfo:
    """The account of an event in one language."""

    language: str
    event: str
    urgency: str
    severity: str
    certainty: str
    headline: str
    description: str
    instruction: str
    areas: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CapAlert:
    """One alert; `references` names those that it updates or cancels."""

    identifier: str
    sender: str
    sent_at: datetime
    status: str
    message_type: str
    references: tuple[str, ...]
    infos: tuple[CapInfo, ...]


def read_cap(content: bytes, *, file: str) -> CapAlert:
    """Read one alert.

    Parameters
    ----------
    content : bytes
    file : str
        Named in messages.

    Returns
    -------
    CapAlert

    Raises
    ------
    InvalidInput
        With all problems: no or hostile XML, another format, missing or unknown values.
    """
    root = read_hardened(content, file=file)
    if root.namespace not in NAMESPACES or root.element.tag != "alert":
        found = f"{{{root.namespace}}}{root.element.tag}"
        raise InvalidInput([_problem(file, "alert", found, _ALERT)])
    problems = _problems(root.element, file)
    if problems:
        raise InvalidInput(problems)
    return _alert(root.element)


def _alert(alert: Element) -> CapAlert:
    return CapAlert(
        identifier=_text(alert, "identifier"),
        sender=_text(alert, "sender"),
        sent_at=datetime.fromisoformat(_text(alert, "sent")),
        status=_text(alert, "status"),
        message_type=_text(alert, "msgType"),
        references=tuple(_text(alert, "references").split()),
        infos=tuple(map(_info, alert.iterfind("info"))),
    )


def _info(info: Element) -> CapInfo:
    return CapInfo(
        language=_text(info, "language") or "en-US",
        event=_text(info, "event"),
        urgency=_text(info, "urgency"),
        severity=_text(info, "severity"),
        certainty=_text(info, "certainty"),
        headline=_text(info, "headline"),
        description=_text(info, "description"),
        instruction=_text(info, "instruction"),
        areas=tuple(_text(area, "areaDesc") for area in info.iterfind("area")),
    )


def _problems(alert: Element, file: str) -> list[Problem]:
    found = [*_faults(alert, REQUIRED)]
    for info in alert.iterfind("info"):
        found += _faults(info, REQUIRED_OF_INFO)
    if not _is_instant(_text(alert, "sent")):
        found.append(("sent", _text(alert, "sent"), _INSTANT))
    return [_problem(file, *fault) for fault in found]


def _faults(element: Element, required: tuple[str, ...]) -> list[tuple[str, str, Text]]:
    found: list[tuple[str, str, Text]] = []
    for name in required:
        said = _text(element, name)
        if not said:
            found.append((name, "", _SOMETHING))
        elif said not in ALLOWED.get(name, (said,)):
            found.append((name, said, Text.same(", ".join(ALLOWED[name]))))
    return found


def _is_instant(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _problem(file: str, where: str, found: str, expected: Text) -> Problem:
    return Problem(
        file=file,
        where=Text.same(where),
        found=found[:80],
        expected=expected,
        remedy=_REMEDY,
    )


def _text(element: Element, path: str) -> str:
    return (element.findtext(path) or "").strip()


_ALERT = Text(ja="CAP 1.1または1.2の警報", en="an alert of CAP 1.1 or 1.2")
_SOMETHING = Text(ja="値", en="a value")
_INSTANT = Text(ja="時差つきの日時", en="an instant with its offset")
_REMEDY = Text(
    ja="この警報は使わず、発信元を確かめてください。",
    en="Leave this alert alone and ask its sender.",
)
