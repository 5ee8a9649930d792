"""A group's page between console and internet part: two processes, files."""

from __future__ import annotations

from tests.machimori_office.boxes import Pair

GROUPS = """
from machimori_office.exchange.services import post
from machimori_office.patrols.models import Group, GroupLink, Report
from machimori_office.patrols.services import group_links
from machimori_office.public_site.group_page import PRESS, page_of
from tests.machimori_office.patrols.walking import NOW, STAFF, TODAY
"""
GIVEN = """
group = Group.objects.create(name="本町防犯会", member_count=12, counted_on=TODAY)
link = group_links.give_link(group, actor=STAFF, at=NOW)
word = link.rstrip("/").rpartition("/")[2]
"""
TOLD = """
group = group_links.group_of(word, at=NOW)
press = {"do": "walk", "on": str(TODAY), "people": 5, "at": NOW.isoformat()}
post(PRESS, str(group.pk), press, at=NOW)
"""

AGAIN = "post(PRESS, str(group.pk), press, at=NOW)"


def test_a_walk_is_told_on_one_box_kept_on_the_other_and_shown_again(
    two_boxes: Pair,
) -> None:
    console, public = two_boxes
    two_boxes.do_both(GROUPS)
    console.do(GIVEN)
    two_boxes.settle("NOW")
    public.do(f"word = {console.ask('word')!r}")
    public.do(TOLD)
    two_boxes.settle("NOW")
    assert console.ask("[r.people for r in group.reports.all()]") == [5]
    shown = "[one['people'] for one in page_of(group, NOW)['told']]"
    assert public.ask(shown) == [5]
    _hears_what_could_not_be_done(two_boxes)
    console.do("group_links.end_link(group, actor=STAFF, at=NOW)")
    two_boxes.settle("NOW")
    assert public.ask("GroupLink.objects.count()") == 0
    console.do("Report.objects.all().delete(); group.delete()")


def _hears_what_could_not_be_done(two_boxes: Pair) -> None:
    console, public = two_boxes
    public.do("press |= {'do': 'back', 'pk': 99999}")
    public.do("post(PRESS, str(group.pk), press, at=NOW)")
    two_boxes.settle("NOW")
    assert console.ask("len(group_links.refused_lately(group, NOW))") == 1
    assert public.ask("[one['do'] for one in page_of(group, NOW)['undone']]") == [
        "group.did_back"
    ]


def test_a_walk_is_told_once_though_its_file_was_lost_and_came_twice(
    two_boxes: Pair,
) -> None:
    console, public = two_boxes
    two_boxes.do_both(GROUPS)
    console.do(GIVEN)
    two_boxes.settle("NOW")
    public.do(f"word = {console.ask('word')!r}")
    public.do(TOLD)
    two_boxes.comes_late_and_twice(public, "press['people'] = 7; " + AGAIN, at="NOW")
    told = "sorted(r.people for r in group.reports.all())"
    assert console.ask(told) == [5, 7]
    console.do("Report.objects.all().delete(); group.delete()")
    two_boxes.settle("NOW")
