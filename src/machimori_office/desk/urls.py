"""Addresses of the pages across duties."""

from __future__ import annotations

from django.urls import path

from machimori_office.desk import views
from machimori_office.desk.backups.views import backups
from machimori_office.desk.lists import views as lists
from machimori_office.desk.posters.views import posters
from machimori_office.desk.privacy import views as privacy
from machimori_office.desk.rules import views as rules
from machimori_office.desk.rules.calendar import sending_calendar
from machimori_office.desk.search.views import search
from machimori_office.desk.year import views as year

app_name = "desk"
urlpatterns = [
    path("", views.today, name="today"),
    path("search/", search, name="search"),
    path("year/", year.report, name="year"),
    path("year/<int:year>/note/<slug:section>/", year.note, name="year_note"),
    path("year/<int:year>/close/", year.close, name="year_close"),
    path("year/<int:year>/open/", year.open_again, name="year_open"),
    path("settings/", views.settings_page, name="settings"),
    path("settings/audit/", views.audit, name="audit"),
    path("settings/rules/", rules.rules, name="rules"),
    path("settings/rules/<slug:name>/", rules.one, name="rule"),
    path("settings/rules/<slug:name>/edit/", rules.edit, name="edit_rule"),
    path("settings/rules/<slug:name>/<int:pk>/", rules.version, name="rule_version"),
    path("settings/calendar/", sending_calendar, name="calendar"),
    path("settings/lists/", lists.overview, name="lists"),
    path("settings/lists/<slug:name>/", lists.upload, name="list"),
    path("settings/lists/<slug:name>/example/", lists.example, name="list_example"),
    path("settings/lists/<slug:name>/import/", lists.import_, name="list_import"),
    path("settings/posters/", posters, name="posters"),
    path("settings/backups/", backups, name="backups"),
    path("settings/privacy/", privacy.register, name="privacy"),
    path("settings/privacy/person/", privacy.person, name="privacy_person"),
    path("settings/privacy/erase/", privacy.erase, name="privacy_erase"),
    path("settings/privacy/leak/", privacy.leak, name="privacy_leak"),
]
