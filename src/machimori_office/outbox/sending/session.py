"""One connection to the server that takes the mail, kept open from mail to mail.

Where the server allows it (PIPELINING), a mail's text and the next one's envelope go in
one write, so that each mail costs one round trip instead of four. Nothing is taken for
accepted but by the server's answer to the end of the text.

Source: RFC 5321; RFC 2920 (3.1: a mail's text may begin a group of commands); RFC 3207.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from machimori_office.outbox.letters import Mail
from machimori_office.outbox.sending.outcomes import Fate, Outcome

__all__ = ["NoConnection", "Route", "Session"]

_DOT = b".\r\n"
_LONGEST_ANSWER = 240
_Answer = tuple[int, bytes]


class NoConnection(Exception):
    """The server cannot be reached, or does not want us now; no mail was touched."""


@dataclass(frozen=True, kw_only=True)
class Route:
    """Where mail is handed over, and how.

    Parameters
    ----------
    host, port : str, int
    hello : str
        The name that we give.
    tls : str
        ``none``, ``starttls`` or ``tls``; without it nothing leaves.
    user, password : str
        Empty where the server asks for none.
    authorities : str
        A PEM file of those who may vouch for the server, and nobody else; empty: those
        that the system trusts.
    timeout_s : float
        For each answer.
    """

    host: str
    port: int
    hello: str
    tls: str = "none"
    user: str = ""
    password: str = ""
    authorities: str = ""
    timeout_s: float = 60


class Session:
    """A conversation with a server.

    Raises
    ------
    NoConnection
        Nobody answers, or not as the route asks for.
    """

    def __init__(self, route: Route) -> None:
        self.mails = 0
        self.is_open = True
        try:
            self._smtp, self._name = _connected(route)
        except (OSError, smtplib.SMTPException) as error:
            raise NoConnection(_spoken(error)) from error
        self._is_pipelining = self._smtp.has_extn("pipelining")
        # A transaction that came to nothing must be taken back before the next one.
        self._is_clean = True

    def send(
        self, mails: Iterator[Mail], *, may_go_on: Callable[[], bool]
    ) -> Iterator[Outcome]:
        """Hand mails over; yield what became of them, in their order.

        Mails that nothing is yielded for were not touched: the line died before, or
        `may_go_on` said no, which is asked before each one.
        """
        # While we were silent the server may have hung up: that is no mail's fault.
        blamed: Mail | None = None
        following = next(mails, None) if may_go_on() else None
        try:
            self._open_envelope(following)
            while following:
                mail, following = following, None
                blamed = mail if blamed or not self.mails else None
                refusal = self._envelope_outcome(mail)
                self.mails += 1
                if self.is_open and may_go_on():
                    following = next(mails, None)
                yield refusal or self._hand_over(mail, following)
                if not self.is_open:
                    return
                blamed = following
                if refusal or not self._is_pipelining:
                    self._open_envelope(following)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            if blamed:
                yield self._outcome(blamed, Fate.PUT_OFF, _spoken(error))

    def close(self) -> None:
        """Say good-bye."""
        if self.is_open:
            self.is_open = False
            try:
                self._smtp.quit()
            except (OSError, smtplib.SMTPException):
                self._smtp.close()

    def _open_envelope(self, mail: Mail | None) -> None:
        if mail:
            self._smtp.send(self._envelope(mail))

    def _envelope(self, mail: Mail) -> bytes:
        """The first command, or all of them where the server takes them at once."""
        begin = f"MAIL FROM:<{mail.return_path}>\r\n".encode()
        if not self._is_clean:
            begin = b"RSET\r\n" + begin if self._is_pipelining else b"RSET\r\n"
        if not self._is_pipelining:
            return begin
        return begin + f"RCPT TO:<{mail.recipient}>\r\nDATA\r\n".encode()

    def _envelope_outcome(self, mail: Mail) -> Outcome | None:
        """Read the answers to the envelope; None where the text is waited for."""
        if not self._is_clean:
            self._smtp.getreply()
            if not self._is_pipelining:
                self._smtp.send(f"MAIL FROM:<{mail.return_path}>\r\n".encode())
        self._is_clean = False
        sender = self._smtp.getreply()
        to = self._next_answer(sender, f"RCPT TO:<{mail.recipient}>\r\n")
        data = self._next_answer(to, "DATA\r\n")
        if data[0] == 354 and to[0] // 100 == 2:
            return None
        if data[0] == 354:
            # Nobody is to get it, and yet the server waits for a text.
            self._smtp.send(_DOT)
            self._smtp.getreply()
        # What is wrong with our own address says nothing of the recipient.
        if sender[0] // 100 != 2:
            return self._refusal(mail, sender, is_final=False)
        answer = data if to[0] // 100 == 2 else to
        return self._refusal(mail, answer, is_final=True)

    def _next_answer(self, before: _Answer, command: str) -> _Answer:
        if not self._is_pipelining:
            if before[0] // 100 != 2:
                return before
            self._smtp.send(command.encode())
        return self._smtp.getreply()

    def _hand_over(self, mail: Mail, following: Mail | None) -> Outcome:
        self._is_clean = True
        text = mail.content + _DOT
        if following and self._is_pipelining:
            text += self._envelope(following)
        try:
            self._smtp.send(text)
            answer = self._smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return self._outcome(mail, Fate.UNCLEAR, _spoken(error))
        if answer[0] // 100 == 2:
            return self._outcome(mail, Fate.ACCEPTED, _worded(answer))
        return self._refusal(mail, answer, is_final=True)

    def _refusal(self, mail: Mail, answer: _Answer, *, is_final: bool) -> Outcome:
        if answer[0] == 421:
            self._drop()
        is_permanent = is_final and answer[0] // 100 == 5
        fate = Fate.REFUSED if is_permanent else Fate.PUT_OFF
        return self._outcome(mail, fate, _worded(answer))

    def _outcome(self, mail: Mail, fate: Fate, answer: str) -> Outcome:
        said = f"{self._name} {without_addresses(answer)}"[:_LONGEST_ANSWER]
        return Outcome(mail.delivery, fate, said)

    def _drop(self) -> None:
        self.is_open = False
        self._smtp.close()


def _connected(route: Route) -> tuple[smtplib.SMTP, str]:
    """Connect, and return the name that the server gave itself."""
    context = _context(route)
    hello, timeout_s = route.hello, route.timeout_s
    if route.tls == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            local_hostname=hello, timeout=timeout_s, context=context
        )
    else:
        smtp = smtplib.SMTP(local_hostname=hello, timeout=timeout_s)
    try:
        smtp._host = route.host  # type: ignore[attr-defined]  # the name TLS checks
        code, greeting = smtp.connect(route.host, route.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, greeting)
        smtp.ehlo_or_helo_if_needed()
        if route.tls == "starttls":
            smtp.starttls(context=context)
            smtp.ehlo_or_helo_if_needed()
        if route.user:
            smtp.login(route.user, route.password)
    except BaseException:
        smtp.close()
        raise
    words = greeting.decode("ascii", "replace").split()
    return smtp, words[0] if words else route.host


def _context(route: Route) -> ssl.SSLContext | None:
    """Who is believed to be the server; its name and its dates are always checked."""
    if route.tls == "none":
        return None
    return ssl.create_default_context(cafile=route.authorities or None)


def without_addresses(answer: str) -> str:
    """Take out the addresses that servers repeat: the answer outlives the address."""
    return _ADDRESS.sub("<…>", answer)


_ADDRESS = re.compile(r"<?[^\s<>@]+@[^\s<>]+?>?(?=[\s:;,]|$):?")


def _worded(answer: _Answer) -> str:
    code, said = answer
    text = said.decode("utf-8", "replace")
    return f"{code} {' '.join(text.split())}".replace("\0", "")


def _spoken(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"
