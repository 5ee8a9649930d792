"""Drafts: begun, saved by many at once, copied, followed, thrown away."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from machimori_office.alerts.fact_sheet import Relation
from machimori_office.alerts.models import Alert, Person
from machimori_office.alerts.reading import sheet_of
from machimori_office.alerts.services import drafting
from machimori_office.alerts.storing import sheet_from_json, sheet_to_json
from machimori_office.audit.models import Entry
from machimori_office.people.models import Staff
from machimori_office.web.errors import AlertChanged, NothingToFollow
from machimori_office.web.words import Words
from tests.machimori_office.alerts.lives import LATER, NOW, drafted, sent
from tests.machimori_office.alerts.sheets import DESCRIBED, LOOKS, SHEET, changed


def test_a_sheet_comes_back_from_the_database_as_it_went(writer: Staff) -> None:
    assert sheet_of(drafted(writer, DESCRIBED)) == DESCRIBED


def test_what_is_kept_of_a_sheet_never_holds_looks() -> None:
    kept = sheet_to_json(DESCRIBED)
    assert not any(LOOKS.in_(v)[:6] in str(kept) for v in ("ja", "en"))
    assert sheet_from_json(kept) == replace(DESCRIBED, description=None)


def test_the_second_of_two_editors_overwrites_nothing(
    writer: Staff, second: Staff
) -> None:
    alert = drafted(writer)
    mine = changed(what=Words("私の言葉"))
    drafting.save(alert=alert, version=1, sheet=mine, by=writer, at=NOW)
    with pytest.raises(AlertChanged):
        drafting.save(alert=alert, version=1, sheet=SHEET, by=second, at=NOW)
    assert Alert.objects.get().subject == "私の言葉"


def test_saving_is_audited_without_a_word_of_the_text(writer: Staff) -> None:
    alert = drafted(writer)
    drafting.save(alert=alert, version=1, sheet=DESCRIBED, by=writer, at=NOW)
    entry = Entry.objects.latest("sequence")
    assert (entry.action, entry.details) == ("alerts.saved", {"version": "2"})


def test_a_description_that_is_taken_out_is_deleted(writer: Staff) -> None:
    alert = drafted(writer, DESCRIBED)
    drafting.save(alert=alert, version=1, sheet=SHEET, by=writer, at=NOW)
    assert not Person.objects.exists()


def test_the_last_of_its_kind_is_the_template_without_its_person(
    writer: Staff, second: Staff
) -> None:
    sent(writer, second, DESCRIBED)
    alert = drafting.draft_like_the_last(category=SHEET.category, by=writer, at=LATER)
    sheet = sheet_of(alert)
    assert alert.origin == Alert.Origin.TEMPLATE
    assert (sheet.what, sheet.to_do) == (SHEET.what, SHEET.to_do)
    assert (sheet.description, sheet.happened_at) == (None, None)


def test_without_one_of_its_kind_the_sheet_is_blank(writer: Staff) -> None:
    alert = drafting.draft_like_the_last(category="city/phone/card", by=writer, at=NOW)
    assert (alert.origin, alert.subject) == (Alert.Origin.BLANK, "")


def test_what_is_thrown_away_leaves_its_entry_alone(writer: Staff) -> None:
    alert = drafted(writer, DESCRIBED)
    drafting.drop(alert=alert, by=writer, at=NOW, reason="重複のため")
    assert not Alert.objects.exists()
    assert not Person.objects.exists()
    assert Entry.objects.latest("sequence").action == "alerts.dropped"


def test_drafts_that_nobody_touches_are_thrown_away(writer: Staff) -> None:
    drafted(writer)
    assert drafting.drop_forgotten(at=NOW + timedelta(days=13)) == 0
    assert drafting.drop_forgotten(at=NOW + timedelta(days=15)) == 1


@pytest.mark.parametrize("relation", [Relation.CORRECTS, Relation.ALL_CLEAR])
def test_what_went_out_can_be_followed(
    relation: Relation, writer: Staff, second: Staff
) -> None:
    alert = sent(writer, second)
    follower = drafting.follow(alert=alert, relation=relation, by=writer, at=LATER)
    assert follower.line == alert.pk
    refers = sheet_of(follower).refers_to
    assert refers is not None
    assert (refers.alert_id, refers.relation) == (str(alert.pk), relation)


def test_what_never_went_out_cannot_be_followed(writer: Staff) -> None:
    with pytest.raises(NothingToFollow):
        drafting.follow(
            alert=drafted(writer), relation=Relation.CORRECTS, by=writer, at=NOW
        )


def test_nobody_is_found_whom_nobody_sought(writer: Staff, second: Staff) -> None:
    alert = sent(writer, second)
    with pytest.raises(NothingToFollow):
        drafting.follow(alert=alert, relation=Relation.FOUND, by=writer, at=LATER)


def test_an_all_clear_is_drafted_once(writer: Staff, second: Staff) -> None:
    alert = sent(writer, second)
    drafting.follow(alert=alert, relation=Relation.ALL_CLEAR, by=writer, at=LATER)
    with pytest.raises(NothingToFollow):
        drafting.follow(alert=alert, relation=Relation.ALL_CLEAR, by=writer, at=LATER)
