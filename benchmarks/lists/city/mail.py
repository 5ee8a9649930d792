"""Subscribers, alerts, the ledger of mail, and the audit of it all."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps

from benchmarks.lists.city.people import at, on, town
from benchmarks.lists.sizes import FEWEST
from benchmarks.lists.writing import Ledger
from machimori_office.web.words import Words

_DOMAINS = ("docomo.ne.jp", "ezweb.ne.jp", "i.softbank.jp")
_KINDS = ("city/phone/refund", "general/weather", "city/crime/burglary")
_WAYS = ("web", "mail", "imported")


def fill(ledger: Ledger) -> None:
    """Write who gets mail, and what was sent."""
    _subscribers(ledger)
    _failures(ledger)
    messages = _messages(ledger)
    _deliveries(ledger, messages)
    _alerts(ledger, messages)
    _audit(ledger)


def _subscribers(ledger: Ledger) -> None:
    count = ledger.count("outbox.Address")
    joined = ledger.count("subscriptions.Movement")
    days = ledger.count("subscriptions.Headcount")
    addresses = ledger.write(
        "outbox.Address",
        address=address,
        key=address,
        domain=lambda n: _DOMAINS[n % 3],
        state=lambda n: "active" if n % 1000 else "stopped",
        stopped_at=lambda n: None if n % 1000 else at(n, count),
        created_at=lambda n: at(n, count),
    )
    ledger.write(
        "subscriptions.Subscriber",
        address_id=addresses.__getitem__,
        way=lambda n: _WAYS[n % 3] if n % 100 else "imported",
        confirmed_at=lambda n: at(n, count),
    )
    ledger.write(
        "subscriptions.Movement",
        on=lambda n: on(n // 6, -(-joined // 6)),
        what=lambda n: ("joined", "left")[n % 2],
        way=lambda n: _WAYS[n // 2 % 3],
        count=lambda n: n % 9 + 1,
    )
    ledger.write(
        "subscriptions.Headcount",
        on=lambda n: on(n, days),
        category="",
        count=lambda n: 50_000 + n,
    )


def address(n: int) -> str:
    """Return a subscriber's address."""
    return f"a{n}@{_DOMAINS[n % 3]}"


def _failures(ledger: Ledger) -> None:
    there, count = ledger.of("outbox.Address"), ledger.count("outbox.Failure")
    failing = max(FEWEST, count // 10)
    ledger.write(
        "outbox.Failure",
        address_id=lambda n: there[n % failing * 7 % len(there)],
        on=lambda n: on(n, count),
        what="permanent",
        learned_at=lambda n: at(n, count),
        is_judged=True,
    )


def _messages(ledger: Ledger) -> list[Any]:
    """One message in a hundred and twenty-six is an alert, the rest go to one."""
    count = ledger.count("outbox.Message")
    made = ledger.write(
        "outbox.Message",
        uuid=lambda _: uuid.uuid4(),
        purpose=lambda n: "registration" if n % 126 else "alert",
        state="sent",
        created_at=lambda n: at(n, count),
        not_before=lambda n: at(n, count),
        finished_at=lambda n: at(n, count),
        accepted=lambda n: 1 if n % 126 else 30_000,
        total=lambda n: 1 if n % 126 else 30_000,
    )
    ledger.write(
        "outbox.Letter",
        message_id=made.__getitem__,
        key="ja",
        subject=lambda n: "登録の確認" if n % 126 else f"{town(n)}で不審な電話",
        text="ひばり市からのお知らせです。\n" * 20,
    )
    return made


def _deliveries(ledger: Ledger, messages: list[Any]) -> None:
    """One for each mail to one person; the newest alert went to every subscriber."""
    there, letters = ledger.of("outbox.Address"), ledger.of("outbox.Letter")
    count, own = ledger.count("outbox.Delivery"), len(messages)
    newest = max(range(0, own, 126))
    to_all = max(0, min(count - own, len(there)))
    row = [*range(own), *([newest] * to_all)]
    ledger.write(
        "outbox.Delivery",
        rows=len(row),
        message_id=lambda n: messages[row[n]],
        letter_id=lambda n: letters[row[n]],
        address_id=lambda n: there[n - own] if n >= own else None,
        domain=lambda n: _DOMAINS[n % 3],
        lane="others",
        state=2,
        attempts=1,
        next_at=lambda n: at(row[n], own),
        answered_at=lambda n: at(row[n], own),
        answer="250 2.0.0 OK",
    )


def _alerts(ledger: Ledger, messages: list[Any]) -> None:
    staff = _writer()
    sent, count = messages[::126], ledger.count("alerts.Alert")
    arrived = ledger.count("alerts.Arrival")
    times = [at(n, count) for n in range(count)]
    ledger.write(
        "alerts.Alert",
        state=lambda n: "sent" if n < len(sent) else "cancelled",
        category=lambda n: _KINDS[n % 3],
        subject=lambda n: f"{town(n)}で不審な電話",
        sheet=lambda n: _sheet(n, times[n]),
        line=lambda _: uuid.uuid4(),
        created_at=times.__getitem__,
        changed_at=times.__getitem__,
        asked_at=times.__getitem__,
        approved_by_id=staff,
        approved_at=times.__getitem__,
        message_id=lambda n: sent[n] if n < len(sent) else None,
        went_out_at=lambda n: times[n] if n < len(sent) else None,
    )
    ledger.write(
        "alerts.Arrival",
        source="telegram",
        sha256=lambda n: f"{n:064x}",
        title="気象警報・注意報",
        arrived_at=lambda n: at(n, arrived),
        outcome="nothing_here",
    )


def _sheet(n: int, then: datetime) -> dict[str, Any]:
    """Return what the alert says, as its row keeps it."""
    # The office's modules can be imported only once it is set up.
    from machimori_office.alerts.fact_sheet import FactSheet
    from machimori_office.alerts.storing import sheet_to_json

    told = FactSheet(
        category=_KINDS[n % 3],
        what=Words(f"{town(n)}で不審な電話", "あやしい 電話", "Suspicious call"),
        where=Words(town(n), town(n), town(n)),
        details=Words("市役所の職員を名乗る電話がありました。" * 4, "", ""),
        to_do=(Words("電話を切り、家族に相談してください。", "", ""),) * 3,
        source=Words("ひばり警察署", "", ""),
        written_at=then,
        happened_at=then - timedelta(hours=1),
    )
    return sheet_to_json(told)


def _writer() -> Any:
    division = apps.get_model("people.Organisation").objects.get_or_create(
        name="ひばり市 課"
    )[0]
    staff, _ = apps.get_model("people.Staff").objects.get_or_create(
        login_name="writer",
        defaults={
            "display_name": "w",
            "role": "approver",
            "organisation": division,
        },
    )
    return staff.pk


def _audit(ledger: Ledger) -> None:
    """Hashes of no meaning: the chain is read by other benchmarks."""
    count, staff = ledger.count("audit.Entry"), str(_writer())
    sequences = ledger.write(
        "audit.Entry",
        at=lambda n: at(n, count) + timedelta(minutes=1),
        actor=staff,
        action="applications.receive",
        object_kind="application",
        object_id=str,
        reason="arrived",
        previous_hash=lambda _: uuid.uuid4().hex * 2,
        own_hash=lambda _: uuid.uuid4().hex * 2,
    )
    heads = apps.get_model("audit.Head").objects
    heads.update_or_create(pk=1, defaults={"sequence": sequences[-1]})
