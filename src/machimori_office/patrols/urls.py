"""Addresses of the pages of patrols."""

from __future__ import annotations

from django.urls import path

from machimori_office.patrols.views import cars, groups, members, rosters, watches

app_name = "patrols"
urlpatterns = [
    path("", watches.watch, name="watch"),
    path("month/", watches.month, name="month"),
    path("mimamori.ics", watches.calendar_file, name="calendar_file"),
    path("mine/", watches.mine, name="mine"),
    path("cancel/", watches.cancel, name="cancel"),
    path("cancelled/", watches.cancelled, name="cancelled"),
    path("unreported/", watches.unreported, name="unreported"),
    path("shifts/<uuid:pk>/", watches.shift, name="shift"),
    path("shifts/<uuid:pk>/put-on/", watches.put_on, name="put_on"),
    path("shifts/<uuid:pk>/report/", watches.report, name="report"),
    path("shifts/<uuid:pk>/hold/", watches.hold, name="hold"),
    path("turns/<int:pk>/take-off/", watches.take_off, name="take_off"),
    path("rosters/", rosters.rosters, name="rosters"),
    path("rosters/ask/", rosters.ask, name="ask"),
    path("rosters/<int:pk>/", rosters.roster, name="roster"),
    path("rosters/<int:pk>/publish/", rosters.publish, name="publish"),
    path("rosters/<int:pk>/paper/", rosters.paper, name="roster_paper"),
    path("members/", members.members, name="members"),
    path("members/new/", members.enrol, name="enrol"),
    path("members/<int:pk>/", members.member, name="member"),
    path("members/<int:pk>/edit/", members.edit, name="edit_member"),
    path("members/<int:pk>/leave/", members.leave, name="leave"),
    path("members/<int:pk>/link/", members.send_link, name="send_link"),
    path("members/<int:pk>/paper/", members.new_paper, name="member_paper"),
    path("papers/", members.papers, name="papers"),
    path("papers/<int:pk>/", members.paper, name="paper"),
    path("cars/", cars.cars, name="cars"),
    path("cars/new/", cars.add, name="add_car"),
    path("cars/<int:pk>/", cars.car, name="car"),
    path("cars/<int:pk>/paper/", cars.new_paper, name="car_paper"),
    path("cars/<int:pk>/retire/", cars.retire, name="retire_car"),
    path("changes/", cars.changes, name="changes"),
    path("changes/<int:pk>/", cars.change, name="change"),
    path("groups/", groups.groups, name="groups"),
    path("groups/new/", groups.new_group, name="new_group"),
    path("groups/<int:pk>/", groups.group, name="group"),
    path("groups/<int:pk>/edit/", groups.edit_group, name="edit_group"),
    path("groups/<int:pk>/link/", groups.link, name="group_link"),
    path("groups/<int:pk>/end-link/", groups.end_link, name="end_group_link"),
    path("groups/<int:pk>/walked/", groups.walked, name="walked"),
    path("schools/", groups.schools, name="schools"),
    path("schools/new/", groups.new_school, name="new_school"),
    path("schools/<int:pk>/", groups.school, name="school"),
    path("reports/", groups.reports, name="reports"),
    path("figures/", groups.figures, name="figures"),
]
