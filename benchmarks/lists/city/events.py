"""Seminars with who took part, contests with their entries."""

from __future__ import annotations

from datetime import timedelta

from benchmarks.lists.city.people import ENDS, at, name
from benchmarks.lists.writing import Ledger


def fill(ledger: Ledger) -> None:
    """Write seminars and contests."""
    _seminars(ledger)
    _contests(ledger)


def _seminars(ledger: Ledger) -> None:
    count = ledger.count("seminars.Seminar")
    parties = ledger.count("seminars.Participation")
    held = ledger.write(
        "seminars.Seminar",
        title_ja=lambda n: f"第{n}回 市民防犯講習会",
        place_ja="市民会館",
        begins_at=lambda n: at(n, count),
        ends_at=lambda n: at(n, count) + timedelta(hours=2),
        signs_up_until=lambda n: at(n, count),
        capacity=60,
        taken=40,
        signed_up=40,
        came=38,
        state=lambda n: "held" if n % 20 else "called_off",
        called_off_because=lambda n: "" if n % 20 else "感染症のため",
    )
    ledger.write(
        "seminars.Participation",
        seminar_id=lambda n: held[n * count // parties],
        name=name,
        people=1,
        way="web",
        state="booked",
        seats=1,
        mail=lambda n: f"b{n}@docomo.ne.jp",
        mail_key=lambda n: f"b{n}@docomo.ne.jp",
        asked_at=lambda n: at(n, parties),
    )


def _contests(ledger: Ledger) -> None:
    count, people = ledger.count("contests.Contest"), ledger.count("contests.Entrant")
    years = [ENDS - timedelta(days=365 * 3 * (count - n)) for n in range(count)]
    contests = ledger.write(
        "contests.Contest",
        number=lambda n: n + 1,
        title_ja=lambda n: f"第{n + 1}回 防犯標語・ポスターコンクール",
        opens_on=lambda n: years[n] - timedelta(days=90),
        closes_on=lambda n: years[n] - timedelta(days=60),
        judged_until=lambda n: years[n] - timedelta(days=30),
        shown_until=years.__getitem__,
        state="announced",
    )
    entrants = ledger.write(
        "contests.Entrant",
        contest_id=lambda n: contests[n * count // people],
        family_name=lambda n: name(n).split()[0],
        given_name=lambda n: name(n).split()[1],
        name_key=name,
        group="elementary",
        asked_at=lambda n: at(n, people),
    )
    ledger.write(
        "contests.Entry",
        contest_id=lambda n: contests[n % people * count // people],
        entrant_id=lambda n: entrants[n % people],
        category="slogan",
        slot=lambda n: n // people + 1,
        text=lambda n: f"あいさつの 声がひろがる 安全な町 {n}",
        work_key=lambda n: f"w{n}",
        state="entered",
        number=lambda n: n + 1,
    )
