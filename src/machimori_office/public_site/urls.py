"""Addresses of the residents' pages.

Each is there in the three varieties, but for the one that mail programs press by
themselves.
"""

from __future__ import annotations

from django.urls import (
    URLPattern,
    URLResolver,
    include,
    path,
    register_converter,
)

from machimori_office.public_site import (
    archive,
    contests,
    counts,
    groups,
    judging,
    leaving,
    patrolling,
    registration,
    self_checks,
    seminars,
    views,
)
from machimori_office.public_site.applying import mine
from machimori_office.public_site.applying import views as applying
from machimori_office.public_site.concerns import views as concerns
from machimori_office.web.words import VARIETIES


class VarietyConverter:
    """`ja`, `easy` or `en` as the first part of an address."""

    regex = "|".join(VARIETIES)

    def to_python(self, value: str) -> str:
        """Take it as it is."""
        return value

    def to_url(self, value: str) -> str:
        """Leave it as it is."""
        return value


register_converter(VarietyConverter, "variety")

app_name = "public"
mine_pages: list[URLPattern | URLResolver] = [
    path("", mine.application, name="application"),
    path("correct/", mine.correct, name="application_correct"),
    path("withdraw/", mine.withdraw, name="application_withdraw"),
    path("paper/", mine.add_paper, name="application_paper"),
    path("letter/<int:pk>/", mine.letter, name="application_letter"),
]
pages: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("alerts/", archive.archive, name="alerts"),
    path("alerts/feed", archive.feed, name="feed"),
    path("alerts/<uuid:pk>/", archive.alert, name="alert"),
    path("register/", registration.register, name="register"),
    path("change/", registration.ask, name="ask"),
    # The letters name the link by what was asked for; what it is for, the row knows.
    path("confirm/<str:token>/", registration.confirm, name="confirm"),
    path("manage/<str:token>/", registration.confirm, name="manage"),
    path("change/<str:token>/", registration.confirm, name="change"),
    path("events/", seminars.events, name="events"),
    path("events/seminars/<uuid:pk>/", seminars.seminar, name="seminar"),
    path("events/ticket/<str:token>/", seminars.ticket, name="ticket"),
    path("patrols/", patrolling.patrols, name="patrols"),
    path("patrols/calendar", patrolling.calendar_file, name="patrol_calendar"),
    path("patrol/<str:token>/", patrolling.own, name="patrol"),
    path("patrol/<str:token>/away/", patrolling.away, name="patrol_away"),
    path("patrol/<str:token>/calendar", patrolling.own_calendar, name="patrol_own"),
    path("patrol/<str:token>/paper/", patrolling.own_paper, name="patrol_paper"),
    path(
        "patrol/<str:token>/report/<uuid:pk>/", patrolling.report, name="patrol_report"
    ),
    path("group/<str:token>/", groups.group, name="group"),
    path("events/contests/<uuid:pk>/", contests.contest, name="contest"),
    path("events/works/<uuid:pk>/", contests.work, name="work"),
    path("events/entry/<str:token>/", contests.entry, name="entry"),
    path(
        "events/entry/<str:token>/<uuid:pk>/picture/",
        contests.own_picture,
        name="own_picture",
    ),
    path("events/judge/<str:token>/", judging.judge, name="judge"),
    path("events/judge/<str:token>/<int:number>/", judging.marks, name="marks"),
    path(
        "events/judge/<str:token>/<int:number>/picture/",
        judging.picture,
        name="judged_picture",
    ),
    path("done/<slug:what>/", registration.done, name="done"),
    path("apply/", applying.procedures, name="apply"),
    path("apply/confirm/<str:token>/", applying.confirm, name="apply_confirm"),
    path("apply/<slug:name>/", applying.procedure, name="apply_one"),
    path("apply/<slug:name>/form/", applying.blank_form, name="apply_form"),
    path("application/", applying.find, name="apply_find"),
    path("application/<str:token>/", include(mine_pages)),
    path("concerns/", concerns.concerns, name="concerns"),
    path("concerns/plan.svg", concerns.city_plan, name="plan"),
    path("concerns/picture/<int:pk>/", concerns.picture, name="picture"),
    path("concerns/new/<slug:kind>/", concerns.report, name="report"),
    path("concern/<str:token>/", concerns.concern, name="concern"),
    path("concern/mail/<str:token>/", concerns.confirm_mail, name="concern_mail"),
    path("check/<str:token>/", self_checks.self_check, name="self_check"),
    path("check/<str:token>/sign/", self_checks.sign, name="sign_check"),
    path("check/<str:token>/<int:number>/", self_checks.item, name="check_item"),
    path("counts/", counts.counts, name="counts"),
    path("counts/feed", counts.counts_feed, name="counts_feed"),
    path("counts/<uuid:pk>/", counts.count, name="count"),
    path("counts/<uuid:pk>/<str:name>", counts.count_file, name="count_file"),
    path("mail-filters/", views.filters, name="filters"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
urlpatterns = [
    path("<variety:variety>/", include(pages)),
    path("u/<str:token>/", leaving.unsubscribe, name="unsubscribe"),
]
