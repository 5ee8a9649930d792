"""Whether a domain's records let its mail arrive, and what they should say.

Nothing is asked of any name server: only what was pasted is judged, and what was not
pasted is not known to be missing from the DNS.

Source: RFC 7208 (SPF; 4.6.4: ten look-ups), RFC 6376 (DKIM), RFC 7489 (DMARC).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from machimori.language import Text
from machimori_office.outbox.dkim import Signer, dns_record
from machimori_office.outbox.domain_records import words
from machimori_office.outbox.domain_records.zone import Zone

__all__ = ["Finding", "Sending", "Standing", "judge"]

_MOST_LOOK_UPS = 10
_LOOKS_UP = re.compile(r"[+?~-]?(?:include:|a(?:[:/]|$)|mx(?:[:/]|$)|ptr|exists:)")


class Standing(StrEnum):
    """How it is with one record."""

    GOOD = "good"
    WEAK = "weak"
    WRONG = "wrong"
    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was found about one record.

    Parameters
    ----------
    topic : str
        SPF, DKIM, DMARC, MX or PTR.
    standing : Standing
    says : Text
        What is the matter.
    refuses : Text
        What receivers do because of it.
    name, record : str
        What to enter, and under which name; empty where there is nothing to do.
    """

    topic: str
    standing: Standing
    says: Text
    refuses: Text = words.NOBODY
    name: str = ""
    record: str = ""


@dataclass(frozen=True, kw_only=True)
class Sending:
    """How the city sends.

    Parameters
    ----------
    from_domain : str
        Of From.
    return_domain : str
        Of the return path.
    server_ip : str
        Under which the last server of ours is seen; empty where nobody said.
    signers : sequence of Signer
    """

    from_domain: str
    return_domain: str
    server_ip: str = ""
    signers: Sequence[Signer] = ()


def judge(zone: Zone, sending: Sending) -> list[Finding]:
    """Judge SPF, DKIM, DMARC, the way of bounces, and the server's name."""
    return [
        _spf(zone, sending),
        *_dkim(zone, sending),
        _dmarc(zone, sending),
        _bounces(zone, sending),
        _reverse(zone, sending),
    ]


def _spf(zone: Zone, sending: Sending) -> Finding:
    name = sending.return_domain
    found = [t for t in zone.texts(name) if t.lower().split(" ")[0] == "v=spf1"]
    mechanism = _ip_mechanism(sending.server_ip) or "mx"
    wanted = f"v=spf1 {mechanism} -all"
    if len(found) != 1:
        standing = Standing.WRONG if found else Standing.MISSING
        says = words.SPF_TWICE if found else words.SPF_MISSING
        return _to_do("SPF", standing, says, words.FORGED, name, wanted)
    terms = found[0].lower().split()[1:]
    if sum(map(_looks_up, terms)) > _MOST_LOOK_UPS:
        says, standing = words.SPF_LOOK_UPS, Standing.WRONG
    elif "+all" in terms or "all" in terms or "?all" in terms:
        says, standing = words.SPF_OPEN, Standing.WEAK
    elif not any(term in ("-all", "~all") or "redirect=" in term for term in terms):
        says, standing = words.SPF_ENDLESS, Standing.WEAK
    else:
        return _spf_server(terms, sending, found[0])
    return _to_do("SPF", standing, says, words.FORGED, name, wanted)


def _looks_up(term: str) -> bool:
    return bool(_LOOKS_UP.match(term)) or term.startswith("redirect=")


def _spf_server(terms: list[str], sending: Sending, found: str) -> Finding:
    address = sending.server_ip
    if not address:
        return Finding(topic="SPF", standing=Standing.UNKNOWN, says=words.SPF_WHICH)
    if any(_holds(term, address) for term in terms):
        return Finding(topic="SPF", standing=Standing.GOOD, says=words.SPF_GOOD)
    if any(map(_looks_up, terms)):
        return Finding(topic="SPF", standing=Standing.UNKNOWN, says=words.SPF_ELSEWHERE)
    better = found.replace("v=spf1", f"v=spf1 {_ip_mechanism(address)}", 1)
    return _to_do(
        "SPF",
        Standing.WRONG,
        words.SPF_NOT_OURS,
        words.FORGED,
        sending.return_domain,
        better,
    )


def _ip_mechanism(address: str) -> str:
    if not address:
        return ""
    return f"ip{ipaddress.ip_address(address).version}:{address}"


def _holds(term: str, address: str) -> bool:
    kind, _, network = term.lstrip("+").partition(":")
    if kind not in ("ip4", "ip6"):
        return False
    try:
        return ipaddress.ip_address(address) in ipaddress.ip_network(network, False)
    except ValueError:
        return False


def _dkim(zone: Zone, sending: Sending) -> Iterator[Finding]:
    if not sending.signers:
        yield Finding(
            topic="DKIM",
            standing=Standing.MISSING,
            says=words.DKIM_NO_KEY,
            refuses=words.BULK,
        )
    for signer in sending.signers:
        yield _dkim_of(zone, signer)


def _dkim_of(zone: Zone, signer: Signer) -> Finding:
    name, wanted = f"{signer.selector}._domainkey.{signer.domain}", dns_record(signer)
    found = zone.texts(name)
    if not found:
        says, standing = words.DKIM_MISSING, Standing.MISSING
    elif _tags(found[0]).get("p") != _tags(wanted)["p"] or len(found) > 1:
        says, standing = words.DKIM_OTHER_KEY, Standing.WRONG
    elif "y" in _tags(found[0]).get("t", "").split(":"):
        says, standing = words.DKIM_TESTING, Standing.WEAK
    else:
        return Finding(topic="DKIM", standing=Standing.GOOD, says=words.DKIM_GOOD)
    return _to_do("DKIM", standing, says, words.BULK, name, wanted)


def _dmarc(zone: Zone, sending: Sending) -> Finding:
    name = f"_dmarc.{sending.from_domain}"
    found = [t for t in _texts_upwards(zone, sending.from_domain) if _is_dmarc(t)]
    wanted = f"v=DMARC1; p=quarantine; rua=mailto:dmarc@{sending.from_domain}"
    if len(found) != 1:
        standing = Standing.WRONG if found else Standing.MISSING
        says = words.DMARC_TWICE if found else words.DMARC_MISSING
        return _to_do("DMARC", standing, says, words.BULK, name, wanted)
    tags = _tags(found[0])
    if tags.get("p") not in ("none", "quarantine", "reject"):
        return _to_do(
            "DMARC", Standing.WRONG, words.DMARC_WRONG, words.BULK, name, wanted
        )
    is_apart = sending.from_domain != sending.return_domain
    if is_apart and tags.get("aspf") == "s" and not sending.signers:
        return Finding(
            topic="DMARC",
            standing=Standing.WRONG,
            says=words.DMARC_APART,
            refuses=words.BY_POLICY,
        )
    if tags["p"] == "none":
        return _to_do(
            "DMARC", Standing.WEAK, words.DMARC_NONE, words.NOBODY, name, wanted
        )
    return Finding(topic="DMARC", standing=Standing.GOOD, says=words.DMARC_GOOD)


def _texts_upwards(zone: Zone, domain: str) -> list[str]:
    """The domain's own record, or that of the domain above it."""
    labels = domain.split(".")
    for start in range(max(len(labels) - 1, 1)):
        if found := zone.texts(f"_dmarc.{'.'.join(labels[start:])}"):
            return found
    return []


def _is_dmarc(text: str) -> bool:
    return text.replace(" ", "").upper().startswith("V=DMARC1")


def _bounces(zone: Zone, sending: Sending) -> Finding:
    name = sending.return_domain
    if zone.of(name, "MX"):
        return Finding(topic="MX", standing=Standing.GOOD, says=words.MX_GOOD)
    return Finding(
        topic="MX",
        standing=Standing.MISSING,
        says=words.MX_MISSING,
        refuses=words.SENDER_UNKNOWN,
        name=name,
    )


def _reverse(zone: Zone, sending: Sending) -> Finding:
    if not sending.server_ip:
        return Finding(topic="PTR", standing=Standing.UNKNOWN, says=words.PTR_WHICH)
    name = ipaddress.ip_address(sending.server_ip).reverse_pointer
    found = zone.of(name, "PTR")
    if not found:
        return Finding(
            topic="PTR",
            standing=Standing.UNKNOWN,
            says=words.PTR_ASK,
            refuses=words.NAMELESS,
            name=name,
        )
    return Finding(topic="PTR", standing=Standing.GOOD, says=words.PTR_GOOD)


def _tags(text: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.split(";"))
    return {
        key.strip().lower(): re.sub(r"\s+", "", value) for key, _, value in pairs if key
    }


def _to_do(
    topic: str, standing: Standing, says: Text, refuses: Text, name: str, record: str
) -> Finding:
    return Finding(
        topic=topic,
        standing=standing,
        says=says,
        refuses=refuses,
        name=name,
        record=record,
    )
