"""A page whose form was sent with errors says so in its title, and takes the focus."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import Context, Template

import machimori_office
from machimori_office.web.templatetags.errors import SUMMARY

SOURCE = Path(machimori_office.__file__).parent
PAGE = (
    "{% load errors %}{% errors_in_title words %}<title>Invite</title>"
    "{% if faults %}<div {{ summary|safe }}>…</div>{% endif %}{% enderrors_in_title %}"
)


@pytest.mark.parametrize("faults", [True, False])
def test_the_title_begins_with_the_error_where_there_is_one(faults: bool) -> None:
    found = Template(PAGE).render(
        Context({"words": "<Error>: ", "summary": SUMMARY, "faults": faults})
    )
    first = "&lt;Error&gt;: " if faults else ""
    assert found.startswith(f"<title>{first}Invite</title>")


def test_what_somebody_typed_is_no_summary() -> None:
    typed = PAGE.replace("|safe", "")
    found = Template(typed).render(
        Context({"words": "Error: ", "summary": SUMMARY, "faults": True})
    )
    assert found.startswith("<title>Invite</title>")


def test_every_summary_of_a_forms_errors_takes_the_focus() -> None:
    faulty = re.compile(r"{% if [\w.]*(?:errors|problems|wrong) %}<div ([^>]*)>")
    found = [
        (page.name, attributes)
        for page in SOURCE.glob("*/templates/**/*.html")
        for attributes in faulty.findall(page.read_text(encoding="utf-8"))
    ]
    assert len(found) > 5
    assert [page for page, attributes in found if SUMMARY not in attributes] == []
