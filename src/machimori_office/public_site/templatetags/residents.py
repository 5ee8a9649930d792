"""Words and times on residents' pages, in the variety that the page is in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from machimori.language import Text
from machimori_office.public_site import texts
from machimori_office.web.words import JST, Words, worded_day, worded_instant

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: Context, name: str, **values: object) -> SafeString:
    """Word a text of `words/`."""
    return texts.html(name, context["variety"], **values)


@register.simple_tag(takes_context=True)
def say_plain(context: Context, name: str, **values: object) -> str:
    """Word a text of `words/` where no markup may stand."""
    return texts.plain(name, context["variety"], **values)


@register.simple_tag(takes_context=True)
def words(context: Context, written: Words) -> str:
    """Word what somebody wrote; Japanese stands in for what nobody did."""
    return written.in_(context["variety"]) or written.in_("ja")


@register.simple_tag(takes_context=True)
def words_read(context: Context, written: Words) -> SafeString:
    """Word what a rule says with its readings, where no other text takes it up."""
    return texts.with_readings(words(context, written))


@register.simple_tag(takes_context=True)
def instant(context: Context, at: datetime) -> str:
    """Word an instant with its year: the archive goes back for years."""
    year = at.astimezone(JST).year
    return _with_year(worded_instant(at), year).in_(context["variety"])


@register.simple_tag(takes_context=True)
def to(context: Context, view: str, **where: str) -> str:
    """Return the address of a page in the variety that the reader reads."""
    return reverse(f"public:{view}", kwargs={"variety": context["variety"], **where})


@register.inclusion_tag("web/field.html", takes_context=True)
def field(
    context: Context,
    asked: BoundField,
    label: str = "",
    *,
    help: str = "",
    needed: bool = False,
    optional: bool = False,
    inside: str = "",
    **values: object,
) -> dict[Any, Any]:
    """Ask for a field of a form, worded in the page's variety.

    Every question of a residents' page stands in the page by this: its help and what is
    wrong with it are tied to it, so that a screen reader says them with it.
    """
    if label:
        asked.label = say(context, label, **values)
    if help:
        asked.help_text = say(context, help, **values)
    if optional:
        optionally = say(context, "concerns.optional")
        asked.label = format_html(
            '{} <span class="help">{}</span>', asked.label, optionally
        )
    attributes = asked.field.widget.attrs
    is_needed = needed or asked.field.required or "required" in attributes
    mark = say(context, "frame.needed") if is_needed else ""
    return {**context.flatten(), "field": asked, "needed": mark, "inside": inside}


@register.inclusion_tag("public_site/wrong.html", takes_context=True)
def wrong(context: Context, *asked: BaseForm, said: str = "") -> dict[Any, Any]:
    """List what is wrong above a form, each with the way to its field."""
    told = [("", "", said)] if said else []
    # What two fields are told alike is read once, and leads to the first.
    alike = {(label, error): id_ for id_, label, error in reversed([*_wrong_of(asked)])}
    told += [(id_, *words) for words, id_ in reversed(alike.items())]
    return {**context.flatten(), "wrong": told}


def _wrong_of(asked: Iterable[BaseForm]) -> Iterator[tuple[str, str, str]]:
    """Yield the id of a field, its label where it has one of its own, what is wrong."""
    for form in asked:
        for error in form.non_field_errors():
            yield "", "", str(error)
        for bound in form:
            for error in bound.errors:
                yield bound.auto_id, str(bound.field.label or ""), str(error)


@register.filter
def kept_fields(names: str, form: BaseForm) -> list[tuple[str, str]]:
    """Return what was filled in under these names, to be sent along once more."""
    return [(name, str(form.data.get(name, ""))) for name in names.split()]


@register.simple_tag(takes_context=True)
def day(context: Context, on: date, *, with_year: bool = False) -> str:
    """Word a day."""
    noon = datetime.combine(on, time(12), tzinfo=JST)
    said = worded_day(noon)
    if with_year:
        said = _with_year(said, on.year)
    return said.in_(context["variety"])


def _with_year(said: Words, year: int) -> Words:
    return Words(f"{year}年{said.ja}", f"{year}年 {said.easy}", f"{said.en} {year}")


@register.simple_tag(takes_context=True)
def hour_of_day(context: Context, at: datetime) -> str:
    """Word when something ends that begins on the same day."""
    day, said = worded_day(at), worded_instant(at)
    japanese = said.ja.removeprefix(day.ja)
    return Words(japanese, japanese, hour(at)).in_(context["variety"])


@register.simple_tag
def hour(at: datetime) -> str:
    """Word the hour of an instant."""
    return f"{at.astimezone(JST):%H:%M}"


@register.simple_tag(takes_context=True)
def patrol_word(context: Context, word: str) -> str:
    """Word a kind of watch or why it was cancelled; a city's own kind as it is."""
    name = f"patrol.{word}"
    return texts.plain(name, context["variety"]) if name in texts.texts() else word


@register.simple_tag(takes_context=True)
def in_language(context: Context, written: Text) -> str:
    """Word what is written in Japanese and English."""
    return written.in_(context["language"])
