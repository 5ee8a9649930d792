"""Opening a link as a resident would, without being led into the city's own network.

The name is looked up once, and the line goes to the very address that was judged: what
it points to a moment later plays no part. Each step of a redirect is judged anew. No
proxy is used, nothing of the page is read, and one deadline holds for all of it.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from time import monotonic
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from machimori_office.alerts.links.judging import Outcome

MayAsk = Callable[[str, int], bool]
_PORTS = {"http": 80, "https": 443}
_MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_GONE = (404, 410)
_NAT64 = ip_network("64:ff9b::/96")
_6TO4 = ip_network("2002::/16")
_Answer = tuple[int, str]


def is_public(address: str, port: int) -> bool:
    """Whether an address is one of the internet's, at a port where pages are.

    Parameters
    ----------
    address : str
        As the name service gave it: an IPv4 or IPv6 address.
    port : int
    """
    return port in _PORTS.values() and _is_of_the_internet(
        ip_address(address.partition("%")[0])
    )


def _is_of_the_internet(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, IPv6Address):
        if ip in _6TO4 or ip.is_site_local:
            return False
        within = ip.ipv4_mapped or (_embedded(ip) if ip in _NAT64 else None)
        if within:
            return _is_of_the_internet(within)
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)


def _embedded(ip: IPv6Address) -> IPv4Address:
    return IPv4Address(int(ip) & 0xFFFFFFFF)


@dataclass(frozen=True, kw_only=True)
class Asking:
    """How links are opened.

    Parameters
    ----------
    may_ask : callable
        Whether a line may go to an address and a port.
    within_s : float
        So long for one link, its redirects included.
    tls : ssl.SSLContext, optional
        Whom to trust; by default whom the machine trusts.
    """

    may_ask: MayAsk = is_public
    within_s: float = 5
    tls: ssl.SSLContext | None = None


def ask(link: str, how: Asking) -> Outcome:
    """Open a link, and say what came of it."""
    until = monotonic() + how.within_s
    try:
        for _step in range(_MOST_REDIRECTS + 1):
            status, leads_to = _answer(urlsplit(link), how, until)
            if status not in _REDIRECTS or not leads_to:
                return _judged(status)
            link = urljoin(link, leads_to)
    except _Inside:
        return Outcome.INSIDE
    except (ssl.SSLEOFError, ssl.SSLZeroReturnError):
        return Outcome.SILENT
    except ssl.SSLError:
        return Outcome.UNSAFE
    except socket.gaierror as error:
        # A name that is not there, unlike a name service that does not answer.
        return Outcome.GONE if error.errno == socket.EAI_NONAME else Outcome.SILENT
    except (OSError, HTTPException, ValueError):
        return Outcome.SILENT
    return Outcome.SILENT


class _Inside(Exception):
    """A line would have gone where none may go."""


def _judged(status: int) -> Outcome:
    if 200 <= status < 300:
        return Outcome.OPENS
    return Outcome.GONE if status in _GONE else Outcome.SILENT


def _answer(parts: SplitResult, how: Asking, until: float) -> _Answer:
    """Ask for the head alone, and for the page where that is answered with a no."""
    status, leads_to = _asked("HEAD", parts, how, until)
    if status < 400:
        return status, leads_to
    return _asked("GET", parts, how, until)


def _asked(method: str, parts: SplitResult, how: Asking, until: float) -> _Answer:
    if parts.scheme not in _PORTS or not parts.hostname or "@" in parts.netloc:
        raise ValueError(parts.scheme)
    port = parts.port or _PORTS[parts.scheme]
    with _line(parts, port, how, until) as line:
        talk = HTTPConnection(parts.hostname, port)
        talk.sock = line
        path = parts.path or "/"
        target = f"{path}?{parts.query}" if parts.query else path
        talk.request(method, quote(target, safe=_WRITTEN), headers=_head(parts))
        answer = talk.getresponse()
        # A line that was cut looks like the end of what was said.
        if monotonic() >= until:
            raise TimeoutError
        return answer.status, answer.headers.get("Location", "")


_WRITTEN = "".join(map(chr, range(0x21, 0x7F)))


def _head(parts: SplitResult) -> dict[str, str]:
    asks = "Machimori (looks whether a page is there)"
    return {"Host": parts.netloc, "User-Agent": asks, "Connection": "close"}


@contextmanager
def _line(
    parts: SplitResult, port: int, how: Asking, until: float
) -> Iterator[socket.socket]:
    host = parts.hostname or ""
    address = _judged_address(host, port, how.may_ask)
    left_s = until - monotonic()
    if left_s <= 0:
        raise TimeoutError
    with ExitStack() as stack:
        line = stack.enter_context(socket.create_connection((address, port), left_s))
        stack.enter_context(_ended_at(line, until))
        if parts.scheme == "https":
            tls = how.tls or ssl.create_default_context()
            line = stack.enter_context(tls.wrap_socket(line, server_hostname=host))
        yield line


def _judged_address(host: str, port: int, may_ask: MayAsk) -> str:
    """Look a name up; one inner address among several is one too many."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(where[0]) for *_, where in found]
    if not all(may_ask(address, port) for address in addresses):
        raise _Inside
    return addresses[0]


@contextmanager
def _ended_at(line: socket.socket, until: float) -> Iterator[None]:
    """Cut a line at the deadline, however slowly somebody keeps talking."""
    with line.dup() as same:
        timer = Timer(max(0.0, until - monotonic()), _cut, [same])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()


def _cut(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
