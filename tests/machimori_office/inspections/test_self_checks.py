"""Owners answer behind a link or on paper, sign, and the next assessment knows it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from machimori_office.inspections import personal, scenes
from machimori_office.inspections.assessing import assess_next
from machimori_office.inspections.models import Answer, Photo, SelfCheck
from machimori_office.inspections.self_checks import answering, questions, services
from machimori_office.inspections.self_checks.declared import declared
from machimori_office.inspections.self_checks.links import check_of, token_of
from machimori_office.inspections.todo import todo
from machimori_office.outbox.models import Letter
from machimori_office.people.models import Role, Staff
from machimori_office.web.errors import AnswersMissing, LinkSpent, NotNow
from tests.machimori_office.inspections import park
from tests.machimori_office.inspections.park import NOW, STAFF, registered

pytestmark = pytest.mark.django_db

PARKS = "jp-31/parks"
ASKED = services.Request(
    place="park", instrument=PARKS, owner="もみじ管理組合", mail="kumiai@example.jp"
)
WHO = {"actor": STAFF, "at": NOW}


def asked(**other: str) -> SelfCheck:
    return services.ask(registered(), ASKED if not other else _with(other), **WHO)


def _with(other: dict[str, str]) -> services.Request:
    return services.Request(**{**vars(ASKED), **other})


def answered(check: SelfCheck, holds: str = "yes") -> None:
    for number in range(1, len(check.questions) + 1):
        answering.answer(check, number, holds=holds, note="", picture=None, at=NOW)


def signed(check: SelfCheck, holds: str = "yes") -> SelfCheck:
    answered(check, holds)
    answering.sign(check, name="山田（理事長）", at=NOW)
    check.refresh_from_db()
    return check


def accepted(holds: str = "yes") -> SelfCheck:
    check = signed(asked(), holds)
    services.accept(check, **WHO)
    check.refresh_from_db()
    return check


def outcomes(check: SelfCheck) -> dict[str, str]:
    found = assess_next(lambda: NOW)
    assert found is not None
    own = found.results.filter(criterion__startswith=PARKS, element="park")
    return dict(own.values_list("criterion", "outcome"))


def test_the_link_goes_to_the_owner_by_mail() -> None:
    check = asked()
    letter = Letter.objects.get()
    assert token_of(check) in letter.text
    assert check_of(token_of(check)) == check
    assert check_of(token_of(check) + "x") is None


def test_without_an_address_nothing_is_sent() -> None:
    asked(mail="")
    assert not Letter.objects.exists()


def test_what_is_accepted_proves_items_until_its_end() -> None:
    check = accepted()
    found = declared(check.site, on=NOW.date())
    assert {e.method for e in found} == {"declared"}
    assert {e.expires_on for e in found} == {check.holds_until}
    assert str(check.holds_until) == "2027-05-11"
    satisfied = [c for c, o in outcomes(check).items() if o == "satisfied"]
    assert "jp-31/parks/residents-cleaning-up" in satisfied


def test_who_cannot_tell_proves_nothing() -> None:
    found = outcomes(accepted("unknown"))
    assert found["jp-31/parks/residents-cleaning-up"] == "cannot_tell"


def test_what_ended_proves_nothing_and_the_owner_was_told_before() -> None:
    check = accepted()
    late = NOW + timedelta(days=340)
    assert (services.remind(late), services.remind(late)) == (1, 0)
    assert "期限" in Letter.objects.latest("pk").subject
    assert outcomes(check)
    after = NOW + timedelta(days=380)
    services.ask_for_assessment(check.site, actor=STAFF, at=after)
    found = assess_next(lambda: after)
    assert found is not None
    own = found.results.get(criterion="jp-31/parks/residents-cleaning-up")
    assert own.outcome == "cannot_tell"


def test_nothing_is_signed_before_every_question_has_an_answer() -> None:
    check = asked()
    with pytest.raises(AnswersMissing):
        answering.sign(check, name="山田", at=NOW)


def test_after_the_signature_no_answer_changes() -> None:
    check = signed(asked())
    with pytest.raises(LinkSpent):
        answering.answer(check, 1, holds="no", note="", picture=None, at=NOW)


def test_one_that_is_returned_can_be_answered_again() -> None:
    check = signed(asked())
    services.give_back(check, said="照明の項目をもう一度", **WHO)
    assert "照明の項目" in Letter.objects.latest("pk").text
    answering.answer(check, 1, holds="no", note="", picture=None, at=NOW)
    answering.sign(check, name="山田", at=NOW)
    check.refresh_from_db()
    assert check.state == SelfCheck.State.SIGNED


def test_each_step_is_taken_once() -> None:
    check = signed(asked())
    services.accept(check, **WHO)
    stale = SelfCheck.objects.get(pk=check.pk)
    stale.state = SelfCheck.State.SIGNED
    with pytest.raises(NotNow):
        services.give_back(stale, said="もう一度", **WHO)


def test_what_is_withdrawn_counts_no_more() -> None:
    check = accepted()
    services.withdraw(check, reason="別の人が答えた", **WHO)
    assert declared(check.site, on=NOW.date()) == ()


def test_asking_anew_is_done_once() -> None:
    check = accepted()
    services.ask_again(check, **WHO)
    with pytest.raises(NotNow):
        services.ask_again(check, **WHO)


def test_today_says_what_was_signed_and_what_ends(
    colleague: Callable[..., Staff],
) -> None:
    clerk = colleague(Role.OPERATOR)
    check = signed(asked())
    assert any("state=signed" in task.url for task in todo(clerk, NOW))
    services.accept(check, **WHO)
    later = NOW + timedelta(days=350)
    assert any("state=accepted" in task.url for task in todo(clerk, later))


def test_a_personal_name_is_erased_and_the_answers_stay() -> None:
    check = accepted()
    assert personal.find("kumiai@example.jp")
    assert personal.delete_due(NOW + timedelta(days=400)) == 0
    assert personal.delete_due(NOW + timedelta(days=800)) == 1
    check.refresh_from_db()
    assert (check.signed_by, check.mail) == ("", "")
    assert check.answers.count() == len(check.questions)
    assert personal.find("kumiai@example.jp") == []


def about_hedges(check: SelfCheck) -> list[int]:
    return [n for n, q in enumerate(check.questions, 1) if q["element"]]


def test_an_item_about_elements_is_asked_of_each_on_the_map() -> None:
    check = asked()
    named = {q["element"] for q in check.questions}
    assert {"", "hedge"} <= named
    answered(check)
    number = about_hedges(check)[0]
    answering.answer(check, number, holds="no", note="", picture=None, at=NOW)
    answering.sign(check, name="山田", at=NOW)
    check.refresh_from_db()
    services.accept(check, **WHO)
    subject = check.questions[number - 1]["element"]
    criterion = check.questions[number - 1]["criterion"]
    found = declared(check.site, on=NOW.date())
    own = [e for e in found if e.quantity == criterion and e.subject == subject]
    assert [e.value for e in own] == [False]


def test_where_there_are_too_many_it_is_asked_once_for_all() -> None:
    found = scenes.read(park.scene())
    form = questions.form_for(found, "park", PARKS, on=NOW.date())
    every = questions.frozen(form, most_elements=8)
    once = questions.frozen(form, most_elements=0)
    assert not any(q["element"] for q in once)
    assert {q["criterion"] for q in once} == {q["criterion"] for q in every}


def test_one_answer_can_count_for_the_same_item_elsewhere() -> None:
    check = asked()
    row = check.questions[0]
    check.questions = [{**row, "element": f"lamp-{n}"} for n in range(4)]
    check.save()
    answering.answer(check, 3, holds="no", note="", picture=None, at=NOW)
    how = {"note": "", "picture": None, "at": NOW}
    answering.answer(check, 1, holds="yes", is_same=True, **how)
    given = check.answers.values_list("number", "holds")
    assert dict(given) == {1: "yes", 2: "yes", 3: "no", 4: "yes"}


def jpeg() -> SimpleUploadedFile:
    target = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(target, "JPEG")
    return SimpleUploadedFile("a.jpg", target.getvalue(), content_type="image/jpeg")


@pytest.fixture
def owner() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize("variety", ["ja", "easy", "en"])
def test_an_owner_answers_by_the_link_alone(owner: Client, variety: str) -> None:
    check = asked()
    home = f"/{variety}/check/{token_of(check)}/"
    assert "まで" in owner.get(home).content.decode() or variety == "en"
    where = f"{home}1/"
    sent = owner.post(where, {"holds": "yes", "note": "灯あり", "photo": jpeg()})
    assert sent["Location"] == f"{home}2/"
    assert Answer.objects.get().note == "灯あり"
    assert Photo.objects.count() == 1
    refused = owner.post(where, {"holds": "maybe"})
    assert refused.status_code == 400
    answered(check)
    assert owner.post(f"{home}sign/", {"name": "山田"}).status_code == 400
    done = owner.post(f"{home}sign/", {"name": "山田", "agrees": "on"}, follow=True)
    check.refresh_from_db()
    assert (check.state, check.signed_by) == ("signed", "山田")
    assert not done.cookies
    # The link is closed: it says so, and takes nothing.
    again = owner.post(where, {"holds": "no"})
    assert again.status_code == 200
    assert Answer.objects.get(number=1).holds == "yes"


def test_a_picture_that_is_none_is_refused(owner: Client) -> None:
    check = asked()
    wrong = SimpleUploadedFile("a.jpg", b"nothing")
    where = f"/ja/check/{token_of(check)}/1/"
    assert owner.post(where, {"holds": "yes", "photo": wrong}).status_code == 400
    assert not Answer.objects.exists()


@pytest.fixture
def clerk(colleague: Callable[..., Staff], signed_in: Callable[..., Client]) -> Client:
    return signed_in(colleague(Role.OPERATOR))


def test_staff_ask_print_type_in_and_accept(clerk: Client) -> None:
    registered()
    path = reverse("inspections:ask", args=["momiji"])
    form = clerk.get(path).context["form"]
    offered = [value for value, _ in form.fields["form"].choices]
    assert f"park|{PARKS}" in offered
    clerk.post(path, {"form": f"park|{PARKS}", "owner": "公園係", "mail": ""})
    check = SelfCheck.objects.get()
    paper = clerk.get(reverse("inspections:on_paper", args=[check.pk]))
    assert paper.content.startswith(b"%PDF")
    code = check.code.replace("-", "").lower()
    found = clerk.post(reverse("inspections:find_by_code"), {"code": code})
    ticked = {f"n{n}": "no" for n in range(1, len(check.questions) + 1)}
    clerk.post(found["Location"], {"name": "山田", **ticked})
    clerk.post(reverse("inspections:accept", args=[check.pk]))
    check.refresh_from_db()
    assert check.state == SelfCheck.State.ACCEPTED
    shown = clerk.get(reverse("inspections:self_check", args=[check.pk]))
    assert {line["answer"].holds for line in shown.context["lines"]} == {"no"}
