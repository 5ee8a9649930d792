"""What everybody reads: only what passed the gate and two people, until its end."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from machimori_office.analyses import (
    personal,
    publishing,
    services,
    two_boxes,
)
from machimori_office.analyses.computing import compute_next
from machimori_office.analyses.models import (
    Analysis,
    Product,
    Publication,
    PublicFile,
)
from machimori_office.people.models import Role, Staff
from machimori_office.web.errors import NotNow
from tests.machimori_office.analyses.lists import (
    MAKER,
    NOW,
    SECOND,
    YEAR,
    asked,
    kept_list,
    map_files,
)

pytestmark = pytest.mark.django_db
WHY = {"reason": "確かめた", "at": NOW}
VARIETIES = ("ja", "easy", "en")


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("machimori_office.public_site.counts.timezone.now", lambda: NOW)


def made(kind: Analysis.Kind = Analysis.Kind.COUNTS, **of: object) -> Analysis:
    if kind == Analysis.Kind.COUNTS:
        of = {"incidents": kept_list(), "asked": YEAR, **of}
    analysis = asked(kind, title="自転車盗の件数", **of)
    compute_next(lambda: NOW)
    analysis.refresh_from_db()
    return analysis


def out(analysis: Analysis) -> Analysis:
    services.propose(analysis, actor=MAKER, **WHY)
    services.let_out(analysis, actor=SECOND, **WHY)
    return analysis


def addresses(pk: UUID) -> list[str]:
    names = Product.objects.filter(analysis=pk).values_list("name", flat=True)
    return [f"/ja/counts/{pk}/", *(f"/ja/counts/{pk}/{name}" for name in names)]


@pytest.mark.parametrize("variety", VARIETIES)
def test_counts_are_a_page_with_a_table_maps_and_open_data(
    client: Client, variety: str
) -> None:
    pk = out(made()).pk
    listed = client.get(f"/{variety}/counts/").content.decode()
    assert f"/{variety}/counts/{pk}/" in listed
    answer = client.get(f"/{variety}/counts/{pk}/")
    page = answer.content.decode()
    assert not answer.cookies
    assert "<script" not in page
    assert "<th scope" in page
    assert "2025-04-01 – 2026-03-31" in page
    assert "1-2" in page
    assert "警察 · 自転車盗の一覧 · CC BY 4.0" in page
    assert "a.csv" not in page
    assert f"map-1.{'en' if variety == 'en' else 'ja'}.svg" in page
    assert "counts.csv" in page
    feed = client.get(f"/{variety}/counts/feed").content.decode()
    assert f"/{variety}/counts/{pk}/" in feed


def test_the_open_data_is_what_the_gate_let_through(client: Client) -> None:
    analysis = out(made())
    kept = client.get(f"/ja/counts/{analysis.pk}/counts.csv")
    product = analysis.products.get(name="counts.csv")
    assert kept.content == zlib.decompress(bytes(product.packed))
    assert "attachment" in kept["Content-Disposition"]
    picture = client.get(f"/ja/counts/{analysis.pk}/map-1.ja.svg")
    assert picture["Content-Type"] == "image/svg+xml"


def test_nothing_is_reached_before_two_people_let_it_out(client: Client) -> None:
    inside, waits = (
        made(),
        made(Analysis.Kind.HOT_BLOCKS, incidents=kept_list(), asked=YEAR),
    )
    proposed = made()
    services.propose(proposed, actor=MAKER, **WHY)
    for analysis in (inside, waits, proposed):
        assert analysis.state == Analysis.State.DONE, analysis.failure_en
        for address in addresses(analysis.pk):
            assert client.get(address).status_code == 404, address
    assert "自転車盗" not in client.get("/ja/counts/").content.decode()
    assert not Publication.objects.exists()


def test_of_what_is_out_only_the_public_parts_are_reached(client: Client) -> None:
    analysis = out(made())
    Product.objects.create(
        analysis=analysis, name="inside.csv", type="text/csv", packed=b""
    )
    public = set(PublicFile.objects.values_list("name", flat=True))
    for name in analysis.products.values_list("name", flat=True):
        status = client.get(f"/ja/counts/{analysis.pk}/{name}").status_code
        assert status == (200 if name in public else 404), name
    assert not {"inside.csv", "report.ja.html", "public.json"} & public


def test_no_small_count_is_in_anything_public(client: Client) -> None:
    analysis = out(made())
    page = Publication.objects.get().page
    shown = {cell for _, cells in page["ja"]["rows"] for cell in cells}
    assert shown
    assert not shown & {"1", "2"}
    features = json.loads(
        client.get(f"/ja/counts/{analysis.pk}/counts.geojson").content
    )
    assert "a.csv" not in json.dumps(features)
    values = [v for one in features["features"] for v in one["properties"].values()]
    assert not {"1", "2", 1, 2} & {v for v in values if isinstance(v, str | int)}


def test_it_is_withdrawn_by_one_press_with_a_reason(
    client: Client, colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> None:
    analysis = out(made())
    browser = signed_in(colleague(Role.OPERATOR))
    address = f"/watch/analyses/{analysis.pk}/"
    assert f"/ja/counts/{analysis.pk}/" in browser.get(address).content.decode()
    pressed = browser.post(f"{address}withdraw/", {"reason": "集計の誤り"})
    assert pressed.status_code == 302
    for gone in addresses(analysis.pk):
        assert client.get(gone).status_code == 404
    assert not PublicFile.objects.exists()
    assert browser.get(f"{address}files/counts.csv/").status_code == 404
    assert browser.get(address).status_code == 200


def test_it_comes_to_its_end_by_the_rule(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    analysis = out(made())
    end = Publication.objects.get().last_on
    assert (end.year, end.month) == (2029, 5)
    later = NOW + timedelta(days=(end - NOW.date()).days + 1)
    assert publishing.end_what_is_over(NOW) == 0
    monkeypatch.setattr(
        "machimori_office.public_site.counts.timezone.now", lambda: later
    )
    assert client.get(f"/ja/counts/{analysis.pk}/").status_code == 404
    assert publishing.end_what_is_over(later) == 1
    analysis.refresh_from_db()
    assert analysis.outside == Analysis.Outside.WITHDRAWN
    assert not PublicFile.objects.exists()


def test_a_safety_map_for_everybody_is_public_and_one_for_children_never(
    client: Client,
) -> None:
    everybody = out(made(Analysis.Kind.SAFETY_MAP, material=map_files()))
    page = client.get(f"/ja/counts/{everybody.pk}/").content.decode()
    assert "safety-map.ja.pdf" in page
    own = made(Analysis.Kind.SAFETY_MAP, material=map_of_own_children())
    assert own.state == Analysis.State.DONE, own.failure_en
    out(own)
    for address in addresses(own.pk):
        assert client.get(address).status_code == 404


def map_of_own_children() -> bytes:
    text = (
        "title: マップ\nmade_on: 2026-05-11\naudience: own_children\nof: park.geojson\n"
    )
    return map_files(**{"safety-map.yaml": text})


def test_maps_with_homes_are_deleted_when_the_rule_says(
    colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> None:
    own = out(made(Analysis.Kind.SAFETY_MAP, material=map_of_own_children()))
    others = made(Analysis.Kind.SAFETY_MAP, material=map_files())
    own.refresh_from_db()
    assert str(own.homes_until) == "2027-07-11"
    assert others.homes_until is None
    assert personal.delete_due(NOW) == 0
    assert personal.delete_due(NOW + timedelta(days=430)) > 0
    own.refresh_from_db()
    assert not own.products.exists()
    assert others.products.exists()
    assert own.outside == Analysis.Outside.WITHDRAWN
    with pytest.raises(NotNow):
        services.propose(own, actor=MAKER, **WHY)
    page = signed_in(colleague(Role.OPERATOR)).get(f"/watch/analyses/{own.pk}/")
    assert page.status_code == 200
    assert "report/" not in page.content.decode()


def test_the_internet_part_shows_what_the_console_says_and_no_more_when_it_ends(
    client: Client,
) -> None:
    analysis = out(made())
    address = f"/ja/counts/{analysis.pk}/"
    here = [client.get(a).content for a in (address, f"{address}counts.csv")]
    ((key, body),) = two_boxes.says(NOW)
    body = json.loads(json.dumps(body))
    Publication.objects.all().delete()
    assert client.get(address).status_code == 404
    # Twice: what was changed is said again.
    for _ in range(2):
        two_boxes.takes(key, body, NOW)
    there = [client.get(a).content for a in (address, f"{address}counts.csv")]
    assert here == there
    services.withdraw(analysis, actor=MAKER, **WHY)
    assert not list(two_boxes.says(NOW))
    two_boxes.takes(key, body, NOW)
    two_boxes.ends(key, NOW)
    assert client.get(address).status_code == 404
    assert not PublicFile.objects.exists()
