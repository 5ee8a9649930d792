"""Alerts in the Common Alerting Protocol: made here, and a public collection."""

from __future__ import annotations

import pytest

from machimori.errors import InvalidInput
from machimori_office.alerts.telegrams import read_cap
from tests.machimori_office.alerts.telegrams.test_jma import REALDATA

ALERT = """<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>A1</identifier><sender>office@example.jp</sender>
<sent>2026-06-22T18:00:00+09:00</sent><status>Actual</status><msgType>Update</msgType>
<scope>Public</scope><references>office@example.jp,A0,2026-06-22T17:00:00+09:00</references>
<info><language>ja</language><category>Met</category><event>大雨</event>
<urgency>Immediate</urgency><severity>Severe</severity><certainty>Likely</certainty>
<headline>大雨警報</headline><area><areaDesc>小金井市</areaDesc></area></info></alert>"""


def test_an_alert_is_read() -> None:
    alert = read_cap(ALERT.encode(), file="a.cap")
    assert (alert.identifier, alert.message_type) == ("A1", "Update")
    assert alert.references[0].split(",")[1] == "A0"
    assert (alert.infos[0].event, alert.infos[0].areas) == ("大雨", ("小金井市",))


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("<scope>Public</scope>", "", "scope"),
        ("Actual", "Real", "status"),
        ("Severe", "Terrible", "severity"),
        ("2026-06-22T18:00:00+09:00</sent>", "today</sent>", "sent"),
        ("cap:1.2", "cap:9.9", "alert"),
    ],
)
def test_what_does_not_fit_is_named(old: str, new: str, where: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_cap(ALERT.replace(old, new, 1).encode(), file="a.cap")
    assert [p.where.en for p in refused.value.problems] == [where]


@pytest.mark.skipif(not REALDATA.exists(), reason="shared/realdata is absent")
def test_of_a_public_collection_the_sound_open_and_the_others_are_refused() -> None:
    refused = set()
    files = sorted((REALDATA / "cap").rglob("*.cap"))
    for file in files:
        try:
            read_cap(file.read_bytes(), file=file.name)
        except InvalidInput:
            refused.add(file.name)
    assert len(files) == 16
    assert refused == {"xee.cap", "invalid.cap", "noaa_errors.cap"}
