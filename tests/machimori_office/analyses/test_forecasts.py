"""A forecast is sealed before its days, proven by the audit, and scored after them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from machimori.formats.forecast_ledger import read_ledger
from machimori.hotspots import is_intact
from machimori_office.analyses import services as analyses
from machimori_office.analyses.computing import compute_next
from machimori_office.analyses.errors import NothingToCompare
from machimori_office.analyses.forecasts import services
from machimori_office.analyses.models import (
    Analysis,
    ForecastScore,
    IncidentList,
    SealedForecast,
)
from machimori_office.analyses.reading import incidents_of
from machimori_office.analyses.todo import todo
from machimori_office.audit.models import Entry
from machimori_office.people.models import Role, Staff
from machimori_office.web.errors import NotNow
from tests.machimori_office.analyses.lists import MAKER, NOW, asked, kept_list

pytestmark = pytest.mark.django_db
JUNE = {"first_on": "2026-06-01", "last_on": "2026-06-30", "kinds": []}
RULE = {"share_percent": 20, "half_life_days": None}
EVE = datetime(2026, 5, 31, 14, 59, tzinfo=UTC)
"""A minute before the first of June in Japan."""
AFTER = datetime(2026, 7, 1, 0, 0, tzinfo=UTC)


def forecast(at: datetime = NOW, **days: str) -> Analysis:
    kept = IncidentList.objects.first() or kept_list()
    made = asked(Analysis.Kind.FORECAST, incidents=kept, asked={**JUNE, **RULE, **days})
    compute_next(lambda: at)
    made.refresh_from_db()
    return made


def complete(at: datetime = AFTER) -> IncidentList:
    """The same list as it was read once the days were over."""
    kept = kept_list()
    kept.made_at = at
    kept.save()
    return kept


def scored(sealed: SealedForecast, **more: object) -> ForecastScore:
    said = {"incidents": complete(), "actor": MAKER, "reason": "警察に確かめた"}
    return services.score(sealed, **{**said, "at": AFTER, **more})


class TestSealing:
    def test_a_forecast_is_sealed_and_the_audit_knows_its_hash(self) -> None:
        made = forecast()
        assert made.state == Analysis.State.DONE, made.failure_en
        assert made.outside == Analysis.Outside.NEVER
        sealed = SealedForecast.objects.get()
        assert sealed.analysis == made
        named = sealed.entry["forecast"]["named"]
        assert 0 < len(named) <= 0.2 * len(sealed.entry["forecast"]["places"])
        assert Entry.objects.get(action=services.SEALED).object_id == sealed.sha256
        assert services.prove() == services.Proof((), ())

    def test_the_last_minute_in_japan_is_early_enough_and_the_next_is_not(self) -> None:
        assert forecast(EVE).state == Analysis.State.DONE
        late = forecast(EVE + timedelta(minutes=1))
        assert late.state == Analysis.State.FAILED
        assert "2026-06-01" in late.failure_ja
        assert SealedForecast.objects.count() == 1

    def test_what_was_sealed_stays_though_it_is_computed_again(self) -> None:
        made = forecast()
        Analysis.objects.filter(pk=made.pk).update(state="waiting")
        compute_next(lambda: EVE + timedelta(days=60))
        made.refresh_from_db()
        assert made.state == Analysis.State.DONE
        assert SealedForecast.objects.get().sealed_at == NOW
        with pytest.raises(NotNow):
            analyses.again(made, actor=MAKER, at=NOW)

    def test_entries_follow_each_other_as_the_command_line_reads_them(
        self, tmp_path, signed_in: Callable[..., Client], colleague: Callable
    ) -> None:
        forecast()
        forecast(last_on="2026-07-31")
        browser = signed_in(colleague(Role.OPERATOR))
        path = tmp_path / "forecasts.jsonl"
        path.write_bytes(browser.get(reverse("analyses:ledger")).content)
        ledger = read_ledger(path)
        assert [entry.number for entry in ledger] == [1, 2]
        assert is_intact(ledger) == (True, True)


class TestProof:
    def test_a_name_put_in_afterwards_is_told(self) -> None:
        forecast()
        row = SealedForecast.objects.get()
        row.entry["forecast"]["named"] = row.entry["forecast"]["places"][:1]
        row.save()
        assert services.prove().broken == (1,)

    def test_a_miss_that_was_taken_away_is_told(self) -> None:
        forecast()
        gone = SealedForecast.objects.get().sha256
        SealedForecast.objects.all().delete()
        assert services.prove() == services.Proof((), (gone,))

    def test_a_ledger_written_anew_is_told(
        self, signed_in: Callable[..., Client], colleague: Callable
    ) -> None:
        forecast()
        old = SealedForecast.objects.get()
        entry = services.entry_of(old.entry)
        anew = services.seal(entry.forecast, (), now=NOW + timedelta(hours=1))
        row = services.entry_document(anew)
        SealedForecast.objects.update(entry=row, sha256=anew.sha256)
        assert services.prove() == services.Proof((1,), (old.sha256,))
        page = signed_in(colleague(Role.OPERATOR)).get(reverse("analyses:forecasts"))
        assert old.sha256 in page.content.decode()
        assert 'role="alert"' in page.content.decode()


class TestScoring:
    def test_hits_and_misses_are_those_of_the_list(self) -> None:
        kept = kept_list()
        kept.made_at = AFTER
        kept.save()
        # The list's own last month: forecast as if at its eve.
        days = {"first_on": "2026-03-01", "last_on": "2026-03-31"}
        forecast(datetime(2026, 2, 27, tzinfo=UTC), **days)
        sealed = SealedForecast.objects.get()
        assert sealed.entry["forecast"]["seen_until"] < "2026-03-01"
        found = scored(sealed, incidents=kept)
        named = set(sealed.entry["forecast"]["named"])
        march = [
            one.where.block in named
            for one in incidents_of(kept)
            if one.where.block and str(one.when.day) >= "2026-03-01"
        ]
        kept_figures = found.outcome["by_size"]["blocks"]
        assert march
        assert kept_figures["caught"] == sum(march)
        assert kept_figures["missed"] == len(march) - sum(march)

    def test_none_happened_is_no_rate(
        self, signed_in: Callable[..., Client], colleague: Callable
    ) -> None:
        forecast()
        found = scored(SealedForecast.objects.get())
        outcome = services.outcome_in(found)
        assert (outcome.by_size["blocks"].caught, outcome.lost) == (0, 0)
        page = signed_in(colleague(Role.OPERATOR)).get(
            reverse("analyses:forecast", args=[1])
        )
        assert "<td>–</td>" in page.content.decode()
        assert "nan" not in page.content.decode()

    @pytest.mark.parametrize(
        "read_at", [NOW, datetime(2026, 6, 30, 14, 59, tzinfo=UTC)]
    )
    def test_a_list_read_before_the_end_is_refused(self, read_at: datetime) -> None:
        forecast()
        with pytest.raises(NotNow):
            scored(SealedForecast.objects.get(), incidents=complete(read_at))

    def test_nobody_scores_before_the_end(self) -> None:
        forecast()
        before = datetime(2026, 6, 30, 14, 59, tzinfo=UTC)
        with pytest.raises(NotNow):
            scored(SealedForecast.objects.get(), at=before)

    def test_boundaries_of_another_city_decide_nothing(self) -> None:
        forecast()
        sealed = SealedForecast.objects.get()
        sealed.entry["forecast"]["places"] = ["elsewhere"]
        with pytest.raises(NothingToCompare):
            scored(sealed)
        assert not ForecastScore.objects.exists()

    def test_it_waits_on_today_until_somebody_scores_it(
        self, colleague: Callable[..., Staff]
    ) -> None:
        forecast()
        clerk = colleague(Role.OPERATOR)
        assert not list(todo(clerk, EVE + timedelta(days=30)))
        waits = list(todo(clerk, AFTER))
        assert [task.url for task in waits] == [reverse("analyses:forecasts")]
        scored(SealedForecast.objects.get())
        assert not list(todo(clerk, AFTER))


class TestPages:
    @pytest.fixture
    def browser(
        self, colleague: Callable[..., Staff], signed_in: Callable[..., Client]
    ) -> Client:
        return signed_in(colleague(Role.OPERATOR))

    def test_from_the_form_to_the_score(
        self,
        colleague: Callable[..., Staff],
        signed_in: Callable[..., Client],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        kept_list()
        monkeypatch.setattr(timezone, "now", lambda: NOW)
        browser = signed_in(colleague(Role.OPERATOR))
        days = {name: JUNE[name] for name in ("first_on", "last_on")}
        sent = {
            "title": "6月の予測",
            "whose": ["police"],
            "share_percent": "10",
            **days,
        }
        answer = browser.post(reverse("analyses:new_forecast"), sent)
        compute_next(lambda: NOW)
        assert "台帳の1番" in browser.get(answer["Location"]).content.decode()
        early = browser.get(reverse("analyses:forecast", args=[1])).content.decode()
        assert "まだ分かりません" in early

        monkeypatch.setattr(timezone, "now", lambda: AFTER)
        browser = signed_in(colleague(Role.OPERATOR, "later"))
        address = reverse("analyses:score", args=[1])
        said = {"whose": ["police"], "reason": "警察の月報"}
        assert browser.post(address, said).status_code == 200
        answer = browser.post(address, {**said, "is_complete": "on"})
        assert answer.status_code == 302
        assert ForecastScore.objects.get().incidents.origin == "register"
        listed = browser.get(reverse("analyses:forecasts")).content.decode()
        assert "採点した" in listed

    def test_days_that_have_begun_stand_in_the_form(self, browser: Client) -> None:
        kept = kept_list()
        sent = {"title": "x", "incidents": kept.pk, **RULE, **JUNE}
        sent = {**sent, "first_on": "2020-06-01", "half_life_days": ""}
        answer = browser.post(reverse("analyses:new_forecast"), sent)
        assert "初日より前" in answer.content.decode()
        assert not Analysis.objects.exists()

    def test_a_list_of_before_stands_in_the_form(self, browser: Client) -> None:
        forecast()
        old = IncidentList.objects.get()
        sent = {"incidents": old.pk, "reason": "月報", "is_complete": "on"}
        answer = browser.post(reverse("analyses:score", args=[1]), sent)
        assert "期間が終わる前" in answer.content.decode()

    def test_the_ledger_asks_the_same_few_queries_however_long(
        self, browser: Client, django_assert_max_num_queries: Callable
    ) -> None:
        for month in ("06", "07", "08"):
            forecast(first_on=f"2026-{month}-01", last_on=f"2026-{month}-28")
        with django_assert_max_num_queries(14):
            assert browser.get(reverse("analyses:forecasts")).status_code == 200
        assert services.prove().holds
