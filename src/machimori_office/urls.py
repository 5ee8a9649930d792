"""Every address of the office; each stands in the permission matrix of the tests."""

from __future__ import annotations

from allauth.account import views as account
from django.conf import settings
from django.conf.urls.i18n import urlpatterns as language
from django.urls import include, path

urlpatterns = [
    path("", include("machimori_office.desk.urls")),
    path("staff/", include("machimori_office.people.urls")),
    path("language/", include(language)),
    # What allauth offers beyond these needs mail or opens accounts to strangers.
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/closed/", account.signup, name="account_signup"),
    path("sign-in/inactive/", account.account_inactive, name="account_inactive"),
    path("password/", account.password_change, name="account_change_password"),
    path("second-factor/", include("allauth.mfa.urls")),
]

if settings.OFFICE_IS_DEMO:
    urlpatterns.append(path("demo/", include("machimori_office.demo.urls")))

handler403 = "machimori_office.web.views.forbidden"
handler404 = "machimori_office.web.views.not_found"
handler500 = "machimori_office.web.views.broken"
