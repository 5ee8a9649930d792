"""Applying without an account: by the press behind a mail, or with a receipt."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from machimori_office.applications import links, services
from machimori_office.applications.models import Application, Asked, Paper
from machimori_office.applications.numbering import number_of
from machimori_office.applications.states import Move, State
from machimori_office.limits.forms import opened_now
from machimori_office.outbox.models import Letter
from machimori_office.recorders.procedures import LOAN
from machimori_office.web.words import VARIETIES

pytestmark = pytest.mark.django_db
FILLED = {
    "name": "青木 ハナ",
    "address": "ひばり市本町2-3",
    "q_birthday": "1948-02-03",
    "q_police-device": "no",
}
MAIL = {"mail": "hana@carrier.example"}


def address(page: str, variety: str = "ja", /, **where: Any) -> str:
    return reverse(f"public:{page}", kwargs={"variety": variety, **where})


def apply(resident: Client, variety: str = "ja", **more: str) -> Any:
    said = {**FILLED, "opened": opened_now(), **more}
    return resident.post(address("apply_one", variety, name="recorders"), said)


def applied(resident: Client, **more: str) -> Application:
    assert apply(resident, **more).status_code == 302
    return Application.objects.get()


def own(name: str, found: Application, **where: Any) -> str:
    return address(name, token=links.word_of(found), **where)


def move(found: Application, word: Move, **how: str) -> Application:
    now = Application.objects.get(pk=found.pk)
    services.move(now, word, actor="clerk", reason="test", at=timezone.now(), **how)
    return now


@pytest.mark.parametrize("variety", VARIETIES)
@pytest.mark.parametrize("name", ["recorders", "supplies", "camera-grants"])
def test_each_procedure_is_explained_from_its_rule(
    resident: Client, name: str, variety: str
) -> None:
    page = resident.get(address("apply_one", variety, name=name)).content.decode()
    assert page.count('<p class="help">') >= 3
    assert 'name="opened"' in page


def test_without_a_mail_address_there_is_a_receipt_with_a_code(
    resident: Client,
) -> None:
    found = applied(resident)
    page = resident.get(own("application", found))
    assert number_of(found) in page.content.decode()
    assert links.code_of(found) in page.content.decode()
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert found.way == "web"
    assert not Letter.objects.exists()


def test_number_and_code_lead_back_and_wrong_ones_nowhere(resident: Client) -> None:
    found = applied(resident)
    receipt = {"number": number_of(found), "code": links.code_of(found)}
    answer = resident.post(address("apply_find"), receipt)
    assert answer["Location"] == own("application", found)
    wrong = resident.post(address("apply_find"), {**receipt, "code": "AAAAA-AAAAA"})
    assert wrong.status_code == 400


def test_nobody_guesses_codes_for_long(resident: Client) -> None:
    tried = {"number": "録8-1", "code": "AAAAA-AAAAA"}
    codes = [
        resident.post(address("apply_find"), tried).status_code for _try in range(11)
    ]
    assert codes == [400] * 10 + [429]


def test_with_a_mail_address_only_the_press_behind_it_sends_it_in(
    resident: Client,
) -> None:
    assert apply(resident, **MAIL)["Location"] == address("done", what="apply")
    assert not Application.objects.exists()
    letter = Letter.objects.get()
    path = urlsplit(re.findall(r"http\S+", letter.text)[0]).path
    assert resident.get(path).status_code == 200
    assert not Application.objects.exists()
    answer = resident.post(path)
    found = Application.objects.get()
    assert answer["Location"] == own("application", found)
    assert resident.post(path)["Location"] == answer["Location"]
    assert Application.objects.count() == 1
    assert Asked.objects.get().who == {}


def test_no_mail_names_anybody(resident: Client) -> None:
    apply(resident, **MAIL)
    path = urlsplit(re.findall(r"http\S+", Letter.objects.get().text)[0]).path
    resident.post(path)
    said = "".join(letter.subject + letter.text for letter in Letter.objects.all())
    assert "青木" not in said
    assert "本町" not in said


def test_each_move_is_told_in_the_variety_that_was_read(resident: Client) -> None:
    apply(resident, "easy", **MAIL)
    path = urlsplit(re.findall(r"http\S+", Letter.objects.get().text)[0]).path
    resident.post(path)
    found = Application.objects.get()
    move(found, Move.RETURN, said="生年月日を直してください")
    assert "直して" in Letter.objects.last().subject
    assert f"/easy/application/{links.word_of(found)}/" in Letter.objects.last().text


def test_pressing_twice_applies_once(resident: Client) -> None:
    opened = opened_now()
    first, second = (apply(resident, opened=opened) for _press in range(2))
    assert first["Location"] == second["Location"]
    assert Application.objects.count() == 1


@pytest.mark.parametrize("variety", VARIETIES)
def test_what_is_missing_is_said_beside_its_field(
    resident: Client, variety: str
) -> None:
    answer = apply(resident, variety, name="", q_birthday="x")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'href="#id_name"' in page
    assert 'href="#id_q_birthday"' in page


def test_a_program_that_fills_everything_in_is_refused(resident: Client) -> None:
    assert apply(resident, website="https://x.example").status_code == 400
    assert not Application.objects.exists()


def test_somebody_who_applies_too_often_is_told_to_wait(resident: Client) -> None:
    codes = [apply(resident, name=f"青木 {n}").status_code for n in range(11)]
    assert codes == [302] * 10 + [429]


def test_what_was_returned_is_corrected_and_comes_back(resident: Client) -> None:
    found = move(applied(resident), Move.RETURN, said="番地が抜けています")
    page = resident.get(own("application", found)).content.decode()
    assert "番地が抜けています" in page
    assert "clerk" not in page
    form = resident.get(own("application_correct", found)).content.decode()
    assert "青木 ハナ" in form
    said = {**FILLED, "address": "ひばり市本町2-3-4", "version": found.version}
    assert resident.post(own("application_correct", found), said).status_code == 302
    now = Application.objects.get()
    assert (now.state, now.applicant.address) == (State.RECEIVED, "ひばり市本町2-3-4")


def test_a_correction_of_what_moved_on_meanwhile_is_refused(resident: Client) -> None:
    found = applied(resident)
    seen = found.version
    move(move(found, Move.RETURN), Move.CORRECT)
    said = {**FILLED, "address": "別の町", "version": seen}
    assert resident.post(own("application_correct", found), said).status_code == 409
    assert Application.objects.get().applicant.address == FILLED["address"]


def test_what_is_decided_is_corrected_no_more(resident: Client) -> None:
    found = move(applied(resident), Move.ACCEPT)
    said = {**FILLED, "version": found.version}
    assert resident.post(own("application_correct", found), said)["Location"] == own(
        "application", found
    )
    assert Application.objects.get().state == State.COMPLETE


def test_withdrawing_asks_once_more(resident: Client) -> None:
    found = applied(resident)
    resident.get(own("application_withdraw", found))
    assert Application.objects.get().state == State.RECEIVED
    resident.post(own("application_withdraw", found), {"version": found.version})
    assert Application.objects.get().state == State.WITHDRAWN


def test_letters_are_read_and_printed_by_their_applicant_alone(
    resident: Client,
) -> None:
    found = applied(resident)
    Application.objects.update(state=State.REFUSED)
    found = Application.objects.get()
    written = services.write_letter(
        found,
        "refused",
        fields={"name": "青木 ハナ", "number": number_of(found)},
        dated_on=timezone.localdate(),
        actor="clerk",
        at=timezone.now(),
    )
    assert written.title in resident.get(own("application", found)).content.decode()
    other = services.receive(
        LOAN,
        who=services.Who(name="石川", address="本町"),
        answers={},
        way=Application.Way.WEB,
        at=timezone.now(),
    )
    assert (
        resident.get(own("application_letter", other, pk=written.pk)).status_code == 404
    )
    printed = resident.get(own("application_letter", found, pk=written.pk))
    assert printed.content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("content", "is_taken"),
    [(b"%PDF-1.7 x %%EOF", True), (b"%PDF-1.7", False), (b"<html>", False)],
)
def test_only_papers_are_taken_along(
    resident: Client, content: bytes, is_taken: bool
) -> None:
    found = applied(resident)
    sent = {"paper": SimpleUploadedFile("plan.pdf", content)}
    answer = resident.post(own("application_paper", found), sent)
    assert answer.status_code == (302 if is_taken else 400)
    assert Paper.objects.exists() is is_taken
