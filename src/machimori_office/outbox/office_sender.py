"""The office's own name, keys and domain, from its settings."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from machimori_office.outbox.dkim import Signer
from machimori_office.outbox.keys import return_paths
from machimori_office.outbox.letters import Sender

__all__ = ["office_sender", "signers"]


def office_sender() -> Sender:
    """Return who writes the office's mails."""
    name, address = settings.MAIL_FROM
    return Sender(
        name=name,
        address=address,
        domain=settings.MAIL_DOMAIN,
        public_address=settings.OFFICE_PUBLIC_ADDRESS,
        return_paths=return_paths(),
        signers=signers(),
    )


def signers() -> tuple[Signer, ...]:
    """Return the keys that sign, with the domain of From, as DMARC wants it."""
    domain = settings.MAIL_FROM[1].rpartition("@")[2]
    return _read(settings.DKIM, domain)


@lru_cache(maxsize=4)
def _read(keys: tuple[tuple[str, str], ...], domain: str) -> tuple[Signer, ...]:
    return tuple(
        Signer.read(pem, domain=domain, selector=selector) for selector, pem in keys
    )
