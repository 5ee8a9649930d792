"""The pages about districts: list, change, and a file looked at before it is used."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from machimori_office.audit.models import Entry
from machimori_office.people.models import Role, Staff
from machimori_office.places import demo, services
from machimori_office.places.boundaries import Outline, read_outlines
from machimori_office.places.models import District, Proposal
from machimori_office.web.errors import PlacesChanged

pytestmark = pytest.mark.django_db
EXAMPLE = resources.files("machimori_office").joinpath("koganei", "districts.csv")
REASON = "町名の見直しのため"


@pytest.fixture
def browser(
    colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> Client:
    return signed_in(colleague(Role.APPROVER))


def imported(*outlines: Outline, retires_missing: bool = False) -> int:
    proposal, _ = services.propose(outlines=outlines, actor="1", at=timezone.now())
    return services.apply(
        proposal_id=proposal.pk,
        retires_missing=retires_missing,
        actor="1",
        reason=REASON,
        at=timezone.now(),
    )


@pytest.fixture
def districts() -> None:
    imported(*read_outlines(EXAMPLE.read_bytes(), file="districts.csv"))


def upload(browser: Client, content: bytes, name: str = "町.csv") -> str:
    file = SimpleUploadedFile(name, content)
    answer = browser.post(reverse("places:import"), {"file": file}, follow=True)
    return answer.content.decode()


def test_an_empty_list_says_what_to_do(browser: Client) -> None:
    said = browser.get(reverse("places:districts")).content.decode()
    assert reverse("places:import") in said
    assert "e-Stat" in said


def test_a_file_changes_nothing_before_it_was_looked_at(browser: Client) -> None:
    said = upload(browser, EXAMPLE.read_bytes())
    assert "貫井北町" in said
    assert not District.objects.exists()
    page = reverse("places:look_at_import", kwargs={"pk": Proposal.objects.get().pk})
    browser.post(page, {"reason": REASON})
    assert District.objects.count() == 10
    assert Entry.objects.get().action == "places.imported"
    assert browser.post(page, {"reason": REASON}).status_code == 404


def test_what_is_wrong_with_a_file_stands_on_the_page(browser: Client) -> None:
    said = upload(browser, f"名前\n<script>{'長' * 41}</script>\n".encode())
    assert "このファイルは使えません" in said
    assert "<script" not in said
    assert not Proposal.objects.exists()


@pytest.mark.usefixtures("districts")
def test_the_page_says_what_a_file_would_do(browser: Client) -> None:
    said = upload(browser, "名前,英語\n本町,Hommachi\n新町,\n".encode())
    assert "変わる：英語" in said.replace(": ", "：")
    assert "加わる" in said
    assert "ファイルにない" in said


@pytest.mark.usefixtures("districts")
def test_a_district_keeps_its_code_where_the_file_has_only_its_name() -> None:
    assert imported(Outline(code="", name="本町", name_en="Hommachi")) == 1
    assert District.objects.get(code="honcho").name_en == "Hommachi"
    assert services.current().count() == 10


@pytest.mark.usefixtures("districts")
def test_what_a_file_lacks_goes_only_if_asked_and_never_its_row() -> None:
    imported(Outline(code="", name="本町"), retires_missing=True)
    assert [district.code for district in services.current()] == ["honcho"]
    assert District.objects.count() == 10


@pytest.mark.usefixtures("districts")
def test_a_look_at_a_state_that_is_gone_is_not_applied() -> None:
    proposal, _ = services.propose(
        outlines=[Outline(code="", name="本町")], actor="1", at=timezone.now()
    )
    imported(Outline(code="x", name="新町"))
    with pytest.raises(PlacesChanged):
        services.apply(
            proposal_id=proposal.pk,
            retires_missing=True,
            actor="1",
            reason=REASON,
            at=timezone.now(),
        )
    assert services.current().count() == 11


def test_new_codes_come_from_english_names_and_never_collide() -> None:
    imported(
        Outline(code="", name="北", name_en="Kita Chō"),
        Outline(code="", name="南", name_en="Kita cho"),
        Outline(code="", name="東"),
    )
    codes = set(District.objects.values_list("code", flat=True))
    assert codes == {"kita-cho", "kita-cho-2", "district"}


@pytest.mark.usefixtures("districts")
def test_a_district_is_changed_with_its_reason(browser: Client) -> None:
    before = services.edition()
    page = reverse("places:edit", kwargs={"code": "honcho"})
    form = {"name_ja": "新本町", "position": 3, "is_current": "on", "reason": REASON}
    browser.post(page, form)
    assert District.objects.get(code="honcho").name_ja == "新本町"
    assert services.edition() != before
    assert Entry.objects.last().reason == REASON


def test_a_district_is_added_once(browser: Client) -> None:
    form = {"code": "shin", "name_ja": "新町", "position": 1, "reason": REASON}
    assert browser.post(reverse("places:add"), form).status_code == 302
    assert browser.post(reverse("places:add"), form).status_code == 200
    assert District.objects.count() == 1


@pytest.mark.usefixtures("districts")
def test_a_change_behind_ones_back_is_noticed() -> None:
    district = District.objects.first()
    with pytest.raises(PlacesChanged):
        services.change(
            district=district,
            seen_at=None,
            fields={"name_ja": "新町"},
            actor="1",
            reason=REASON,
            at=timezone.now(),
        )


@pytest.mark.usefixtures("districts")
def test_the_list_asks_the_database_a_fixed_number_of_times(
    browser: Client, django_assert_max_num_queries: Callable
) -> None:
    with django_assert_max_num_queries(9):
        said = browser.get(reverse("places:districts")).content.decode()
    assert "10地区" in said


@pytest.mark.usefixtures("districts")
def test_names_cannot_write_markup(browser: Client) -> None:
    District.objects.filter(code="honcho").update(name_ja="<img src=x onerror=a()>")
    said = browser.get(reverse("places:districts")).content.decode()
    assert "<img" not in said


def test_the_demo_city_has_the_examples_districts_once() -> None:
    demo.fill(timezone.now())
    demo.fill(timezone.now())
    assert services.current().count() == 10
    assert Entry.objects.count() == 1
