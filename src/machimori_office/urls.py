"""Every address of the office; each stands in the permission matrix of the tests."""

from __future__ import annotations

from allauth.account import views as account
from allauth.socialaccount.providers.openid_connect.urls import (
    urlpatterns as openid_connect,
)
from allauth.socialaccount.views import login_cancelled, login_error
from django.conf import settings
from django.conf.urls.i18n import urlpatterns as language
from django.urls import URLPattern, URLResolver, include, path

from machimori_office.people import views as people
from machimori_office.public_site import views as public_site

console: list[URLPattern | URLResolver] = [
    path("", include("machimori_office.desk.urls")),
    path("staff/", include("machimori_office.people.urls")),
    path("mail/subscribers/", include("machimori_office.subscriptions.urls")),
    path("mail/delivery/", include("machimori_office.desk.delivery.urls")),
    path("mail/", include("machimori_office.alerts.urls")),
    path("watch/walks/", include("machimori_office.walks.urls")),
    path("watch/analyses/", include("machimori_office.analyses.urls")),
    path("watch/", include("machimori_office.patrols.urls")),
    path("places/", include("machimori_office.places.urls")),
    path("records/", include("machimori_office.records.urls")),
    path("sites/", include("machimori_office.inspections.urls")),
    path("support/recorders/", include("machimori_office.recorders.urls")),
    path("support/supplies/", include("machimori_office.supplies.urls")),
    path("support/cameras/", include("machimori_office.camera_grants.urls")),
    path("support/", include("machimori_office.applications.urls")),
    path("concerns/", include("machimori_office.concerns.urls")),
    path("events/contests/", include("machimori_office.contests.urls")),
    path("events/", include("machimori_office.seminars.urls")),
    path("language/", include(language)),
    # What allauth offers beyond these needs mail or opens accounts to strangers.
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/closed/", account.signup, name="account_signup"),
    path("sign-in/inactive/", account.account_inactive, name="account_inactive"),
    path("sign-in/passkey/", people.passkey, name="passkey"),
    path("sign-in/directory/", include(openid_connect)),
    path("sign-in/directory/error/", login_error, name="socialaccount_login_error"),
    path(
        "sign-in/directory/cancelled/",
        login_cancelled,
        name="socialaccount_login_cancelled",
    ),
    path("password/", account.password_change, name="account_change_password"),
    path("second-factor/", include("allauth.mfa.urls")),
]
if settings.OFFICE_IS_DEMO:
    console.append(path("demo/", include("machimori_office.demo.urls")))

# The console's part knows the residents' addresses too, since its mails name them;
# there they lead nowhere (`public_site.middleware`).
residents: list[URLPattern | URLResolver] = [
    path("", include("machimori_office.public_site.urls"))
]

urlpatterns = {
    "both": [*console, *residents],
    "console": [*console, *residents],
    "public": [path("", public_site.front_door), *residents],
}[settings.OFFICE_PART]

handler403 = "machimori_office.web.views.forbidden"
handler404 = "machimori_office.public_site.views.not_found"
handler500 = "machimori_office.web.views.broken"
