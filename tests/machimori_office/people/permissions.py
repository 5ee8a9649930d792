"""Who gets which page."""

from __future__ import annotations

from tests.machimori_office.people.roles import (
    EVERYBODY,
    LEADING,
    NOWHERE,
    SIGN_IN,
    WORKING,
)

PERMISSIONS: dict[str, dict] = {
    "people:staff": {"allowed": WORKING},
    "people:invite": {"allowed": LEADING},
    "people:change_role": {"allowed": LEADING, "about": True},
    "people:invite_again": {"allowed": LEADING, "about": True},
    "people:deactivate": {"allowed": LEADING, "about": True},
    "people:invitation": {"all": 404, "anonymous": 404, "with": {"token": "x"}},
    "set_language": {"all": 302, "anonymous": 302, "leads": "/"},
    "account_login": {"all": 302, "anonymous": 200},
    "account_signup": {"all": 302, "anonymous": 200},
    "account_inactive": {"all": 200, "anonymous": 200},
    "passkey": {"all": 200, "anonymous": 200},
    "openid_connect_login": {**NOWHERE, "with": {"provider_id": "city"}},
    "openid_connect_callback": {**NOWHERE, "with": {"provider_id": "city"}},
    "socialaccount_login_error": {"all": 401, "anonymous": 401},
    "socialaccount_login_cancelled": {"all": 200, "anonymous": 200},
    "account_logout": {"allowed": EVERYBODY},
    "account_reauthenticate": {"allowed": EVERYBODY},
    "account_change_password": {"allowed": EVERYBODY},
    "mfa_index": {"allowed": EVERYBODY},
    "mfa_authenticate": {"all": 302},
    "mfa_reauthenticate": {"allowed": EVERYBODY},
    "mfa_activate_totp": {"all": 302},
    "mfa_deactivate_totp": {"all": 302},
    "mfa_list_webauthn": {"allowed": EVERYBODY},
    "mfa_add_webauthn": {"all": 302},
    "mfa_reauthenticate_webauthn": {"all": 302},
    "mfa_remove_webauthn": {"all": 302, "with": {"pk": 1}},
    "mfa_edit_webauthn": {"all": 302, "with": {"pk": 1}},
    "mfa_login_webauthn": {"all": 302, "leads": SIGN_IN},
    "mfa_view_recovery_codes": {"all": 404},
    "mfa_generate_recovery_codes": {"all": 302},
    "mfa_download_recovery_codes": {"all": 404},
}
