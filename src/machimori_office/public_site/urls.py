"""Addresses of the residents' pages.

Each is there in the three varieties, but for the one that mail programs press by
themselves.
"""

from __future__ import annotations

from django.urls import include, path, register_converter

from machimori_office.public_site import views
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
pages = [
    path("", views.home, name="home"),
    path("alerts/", views.later, name="alerts"),
    path("alerts/feed", views.later, name="feed"),
    path("alerts/<uuid:pk>/", views.later, name="alert"),
    path("register/", views.later, name="register"),
    path("confirm/<str:token>/", views.later, name="confirm"),
    path("manage/", views.later, name="ask"),
    path("manage/<str:token>/", views.later, name="manage"),
    path("change/<str:token>/", views.later, name="change"),
    path("mail-filters/", views.filters, name="filters"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
urlpatterns = [
    path("<variety:variety>/", include(pages)),
    path("u/<str:token>/", views.later, name="unsubscribe"),
]
