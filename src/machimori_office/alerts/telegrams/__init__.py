"""Warnings that other offices send as XML, read with suspicion; drafts from them."""

from machimori_office.alerts.telegrams.cap import CapAlert, read_cap
from machimori_office.alerts.telegrams.drafting import (
    Action,
    AlertDraft,
    NoDraft,
    WeatherRule,
    to_draft,
)
from machimori_office.alerts.telegrams.hardened_xml import read_hardened
from machimori_office.alerts.telegrams.jma import (
    AreaState,
    Change,
    InfoType,
    Status,
    Telegram,
    WarningState,
    read_telegram,
)

__all__ = [
    "Action",
    "AlertDraft",
    "AreaState",
    "CapAlert",
    "Change",
    "InfoType",
    "NoDraft",
    "Status",
    "Telegram",
    "WarningState",
    "WeatherRule",
    "read_cap",
    "read_hardened",
    "read_telegram",
    "to_draft",
]
