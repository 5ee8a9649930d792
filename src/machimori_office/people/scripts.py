"""Scripts run where a passkey needs them, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PAGES = frozenset(
    {
        "passkey",
        "mfa_authenticate",
        "mfa_add_webauthn",
        "mfa_reauthenticate_webauthn",
    }
)
_OURS = {"script-src": ["'self'"], "connect-src": ["'self'"]}


def scripts_for_passkeys(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Let the pages that speak with a passkey run our own files; a middleware."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        match = request.resolver_match
        if match and match.url_name in PAGES:
            response._csp_update = _OURS  # type: ignore[attr-defined]
        return response

    return answer
