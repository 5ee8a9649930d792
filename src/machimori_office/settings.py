"""The office's settings; the environment says only what differs between machines."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from machimori_office.web.environment import Environment

_ENVIRONMENT = Environment(os.environ)
_FOLDER = Path(_ENVIRONMENT.text("FOLDER", "office"))
_ADDRESS = _ENVIRONMENT.address()
_PUBLIC_ADDRESS = _ENVIRONMENT.address("PUBLIC_ADDRESS", _ADDRESS)
_IS_HTTPS = _ADDRESS.startswith("https:")

DEBUG = False
OFFICE_IS_DEMO = _ENVIRONMENT.is_demo
OFFICE_FOLDER = _FOLDER
OFFICE_ADDRESS = _ADDRESS
# Where residents reach their pages; and which part runs here, where a city keeps the
# console apart from the internet.
OFFICE_PUBLIC_ADDRESS = _PUBLIC_ADDRESS
OFFICE_PART = _ENVIRONMENT.one_of("PART", ("both", "console", "public"))
# Whether links in drafts are opened to see where they lead: a closed segment, and a
# made-up city, ask no other host.
_ASKS = not OFFICE_IS_DEMO and OFFICE_PART == "both"
OFFICE_LOOKS_AT_LINKS = (
    _ENVIRONMENT.one_of("LOOK_AT_LINKS", ("yes", "no") if _ASKS else ("no", "yes"))
    == "yes"
)
SECRET_KEY = _ENVIRONMENT.secret_key(_FOLDER)
# What signs residents' links and codes: the same on both of two boxes.
OFFICE_LINK_KEY = SECRET_KEY if OFFICE_PART == "both" else _ENVIRONMENT.link_key()
ALLOWED_HOSTS = sorted(
    {urlsplit(a).hostname or "" for a in (_ADDRESS, _PUBLIC_ADDRESS)}
)
CSRF_TRUSTED_ORIGINS = [_ADDRESS]
DATABASES = {"default": _ENVIRONMENT.database(_FOLDER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    # A real office has no made-up people and no page that shows residents' mails.
    *(["machimori_office.demo"] if OFFICE_IS_DEMO else []),
    "machimori_office.public_site",
    "machimori_office.desk",
    "machimori_office.exchange",
    "machimori_office.walks",
    "machimori_office.inspections",
    "machimori_office.analyses",
    "machimori_office.alerts",
    "machimori_office.patrols",
    "machimori_office.recorders",
    "machimori_office.supplies",
    "machimori_office.camera_grants",
    "machimori_office.concerns",
    "machimori_office.seminars",
    "machimori_office.contests",
    "machimori_office.subscriptions",
    "machimori_office.applications",
    "machimori_office.records",
    "machimori_office.places",
    "machimori_office.people",
    "machimori_office.outbox",
    "machimori_office.rules",
    "machimori_office.limits",
    "machimori_office.backups",
    "machimori_office.audit",
    "machimori_office.jobs",
    "machimori_office.mailroom",
    "machimori_office.privacy",
    "machimori_office.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "machimori_office.web.middleware.careful_headers",
    "machimori_office.public_site.middleware.apart",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "machimori_office.web.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "machimori_office.people.scripts.scripts_for_passkeys",
]

ROOT_URLCONF = "machimori_office.urls"
WSGI_APPLICATION = "machimori_office.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "machimori_office.desk.navigation.frame",
            ]
        },
    }
]

# Rate limits and used codes must be the same for all processes: hence the database.
# With the usual 300 rows a flood of names would push lock-outs out before their time.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "office_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Whereto backups go each night, and the public key that seals them.

BACKUP_FOLDER = _ENVIRONMENT.text("BACKUP_FOLDER", "")
BACKUP_KEY = _ENVIRONMENT.text("BACKUP_KEY", "")

# Two boxes exchange signed files: this box's own key, the other's public key, and the
# folders that something between them carries over.

EXCHANGE_KEY = _ENVIRONMENT.text("EXCHANGE_KEY", "")
EXCHANGE_PEER = _ENVIRONMENT.text("EXCHANGE_PEER", "")
EXCHANGE_OUT = _ENVIRONMENT.text("EXCHANGE_OUT", "")
EXCHANGE_IN = _ENVIRONMENT.text("EXCHANGE_IN", "")

# Language and time

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("en", "English")]
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

# Who signs in, and how

AUTH_USER_MODEL = "people.Staff"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_VALIDATION = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": _VALIDATION + "UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login_name", "display_name")},
    },
    {
        "NAME": _VALIDATION + "MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": _VALIDATION + "CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:today"
ACCOUNT_ADAPTER = "machimori_office.people.sign_in.SignIn"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login_name"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_FORMS = {"login": "machimori_office.people.sign_in_form.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {"login_failed": "30/15m/ip,5/15m/key"}
# Browsers bind passkeys to names, never to bare numbers such as a demo's 127.0.0.1.
HAS_PASSKEYS = not _ENVIRONMENT.address_is_numeric()
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", *["webauthn"][: int(HAS_PASSKEYS)]]
MFA_PASSKEY_LOGIN_ENABLED = HAS_PASSKEYS
# A passkey stands for the password too: it must have asked for a finger, face or PIN.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = OFFICE_IS_DEMO
MFA_TOTP_ISSUER = "Machimori"
SECOND_FACTOR_REQUIRED = (
    _ENVIRONMENT.one_of(
        "SECOND_FACTOR",
        ("offered", "required") if OFFICE_IS_DEMO else ("required",),
    )
    == "required"
)

# The city's directory, where it has one, says who somebody is; never what they may do.

OIDC_SERVER = _ENVIRONMENT.oidc_server()
OIDC_NAME = _ENVIRONMENT.text("OIDC_NAME", "OpenID Connect")
SOCIALACCOUNT_ADAPTER = "machimori_office.people.single_sign_on.SingleSignOn"
SOCIALACCOUNT_ONLY = False
# A link: the policy for forms would stop a form that leads on to the directory.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
if OIDC_SERVER:
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "city",
                    "name": OIDC_NAME,
                    "client_id": _ENVIRONMENT.text("OIDC_CLIENT"),
                    "secret": _ENVIRONMENT.text("OIDC_SECRET"),
                    "settings": {"server_url": OIDC_SERVER},
                }
            ],
        }
    }

# A session ends when the browser closes, after half an hour of rest, and each evening.

SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_LONGEST_S = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _IS_HTTPS
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

# What browsers may do with our pages

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        # The picture of a second factor's secret is in the page itself.
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = _IS_HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _IS_HTTPS else 0
if _ENVIRONMENT.one_of("BEHIND_PROXY", ("no", "yes")) == "yes":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
CSRF_FAILURE_VIEW = "machimori_office.web.views.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# Mail leaves through the outbox alone, which hands it to the server at MAIL_OUT; what
# comes in is taken at MAIL_IN.

EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
MAIL_DOMAIN = _ENVIRONMENT.mail_domain()
MAIL_OUT = _ENVIRONMENT.endpoint(
    "MAIL_OUT", default="127.0.0.1:8025" if OFFICE_IS_DEMO else "127.0.0.1:25"
)
MAIL_OUT_TLS = _ENVIRONMENT.one_of("MAIL_OUT_TLS", ("none", "starttls", "tls"))
# Whose certificate the server there must have, where it is none that all trust.
MAIL_OUT_CA = _ENVIRONMENT.file("MAIL_OUT_CA")
MAIL_OUT_USER = _ENVIRONMENT.text("MAIL_OUT_USER", "")
MAIL_OUT_PASSWORD = _ENVIRONMENT.text("MAIL_OUT_PASSWORD", "")
MAIL_FROM = _ENVIRONMENT.mail_from(
    "ひばり市 安全・安心メール <anzen@hibari.example>"
    if OFFICE_IS_DEMO
    else f"anzen@{MAIL_DOMAIN}"
)
# Pairs of selector and private key; mails are signed with each.
DKIM = _ENVIRONMENT.keys("DKIM", "DKIM_ED25519")
MAIL_IN = _ENVIRONMENT.endpoint("MAIL_IN", default="127.0.0.1:8024")
MAIL_IN_BY = _ENVIRONMENT.one_of("MAIL_IN_BY", ("smtp", "lmtp"))
MAIL_IMAP = _ENVIRONMENT.imap()
# Under which name the server in front writes down what it found of SPF and DKIM.
MAIL_FRONT = _ENVIRONMENT.text("MAIL_FRONT", "")

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
