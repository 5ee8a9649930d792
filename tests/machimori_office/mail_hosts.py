"""A real Postfix and a real Dovecot for one test: own folders, high ports, thrown away.

Postfix stands in front of the office, as it does in a city; Dovecot holds the mailboxes
of residents, and refuses who has none there.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

DAEMONS = Path("/usr/lib/postfix/sbin")
POSTFIX = shutil.which("postfix", path="/usr/sbin:/usr/bin")
DOVECOT = shutil.which("dovecot", path="/usr/sbin:/usr/bin")
PASSWORD = "kept-in-a-test"
RESIDENTS = "mail.example.jp"
_SHORT = "/tmp"

needs_mail_hosts = pytest.mark.skipif(
    not (POSTFIX and DOVECOT and DAEMONS.exists() and os.geteuid() == 0),
    reason="needs Postfix and Dovecot on this machine, and root to start them",
)


@dataclass(frozen=True)
class Hosts:
    """Where they listen, and who has a mailbox."""

    folder: Path
    smtp: int
    imap: int

    def open_mailbox(self, name: str) -> None:
        with (self.folder / "users").open("a") as users:
            users.write(f"{name}@{RESIDENTS}:{PASSWORD}::::::\n")

    def close_mailbox(self, name: str) -> None:
        users = self.folder / "users"
        lines = users.read_text().splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(f"{name}@")]
        users.write_text("".join(kept))
        # Dovecot looks at the file once a second.
        changed_at = int(time.time())
        until(lambda: time.time() > changed_at + 1.1, "another second")

    def log(self) -> str:
        logs = sorted(self.folder.glob("*.log"))
        return "\n".join(file.read_text(errors="replace") for file in logs)


@contextmanager
def mail_hosts(*, office_at: int | None, aliases: Mapping[str, str]) -> Iterator[Hosts]:
    """Start both; mail to `city.test` goes to the office's port, or to aliases."""
    # Sockets have short paths: pytest's own folders are too deep.
    folder = Path(tempfile.mkdtemp(prefix="mh-", dir=_SHORT))
    folder.chmod(0o755)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        smtp, imap, lmtp = (_free_port() for _ in range(3))
        hosts = Hosts(folder, smtp, imap)
        (folder / "users").touch()
        stack.enter_context(_dovecot(folder, imap=imap, lmtp=lmtp))
        ports = {"smtp": smtp, "lmtp": lmtp, "office": office_at or 0}
        stack.enter_context(_postfix(folder, ports, aliases))
        for port in (smtp, imap, lmtp):
            until(lambda port=port: _answers(port), "a server to listen", hosts.log)
        yield hosts


def until(
    holds: Callable[[], object],
    what: str,
    log: Callable[[], str] = str,
    *,
    within_s: float = 30,
) -> None:
    """Wait for something that other programs do."""
    end = time.monotonic() + within_s
    while not holds():
        if time.monotonic() > end:
            pytest.fail(f"waited in vain for {what}\n{log()[-6000:]}")
        time.sleep(0.05)


@contextmanager
def _dovecot(folder: Path, *, imap: int, lmtp: int) -> Iterator[None]:
    home = folder / "mail"
    home.mkdir()
    shutil.chown(home, "mail", "mail")
    (folder / "dovecot.conf").write_text(
        _DOVECOT.format(folder=folder, imap=imap, lmtp=lmtp)
    )
    command = [str(DOVECOT), "-F", "-c", str(folder / "dovecot.conf")]
    with (folder / "dovecot-start.log").open("w") as said:
        server = subprocess.Popen(command, stdout=said, stderr=said)
        try:
            yield
        finally:
            server.terminate()
            server.wait(timeout=20)


@contextmanager
def _postfix(
    folder: Path, ports: Mapping[str, int], aliases: Mapping[str, str]
) -> Iterator[None]:
    conf = folder / "postfix"
    conf.mkdir()
    for name in ("queue", "data"):
        (folder / name).mkdir()
    shutil.chown(folder / "data", "postfix")
    given = {"folder": folder, "residents": RESIDENTS, **ports}
    given["aliases"] = " ".join(f"{{ {a} = {b} }}" for a, b in aliases.items())
    office = f"city.test = lmtp:inet:127.0.0.1:{ports['office']}"
    given["office"] = f"{{ {office} }}" if ports["office"] else ""
    (conf / "main.cf").write_text(_MAIN.format(**given))
    (conf / "master.cf").write_text(_MASTER.format(**given))
    _run(folder, "start", str(POSTFIX), "-c", str(conf), "start")
    try:
        yield
    finally:
        _run(folder, "stop", str(POSTFIX), "-c", str(conf), "stop")


def _run(folder: Path, name: str, *command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    (folder / f"postfix-{name}.log").write_text(done.stdout + done.stderr)
    if done.returncode:
        log = folder / "postfix.log"
        more = log.read_text() if log.exists() else ""
        pytest.fail(f"{command}: {done.stdout}{done.stderr}{more}")


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


_DOVECOT = """
base_dir = {folder}/dovecot
state_dir = {folder}/dovecot-state
instance_name = {folder}
log_path = {folder}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_cache_size = 0
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
passdb {{
  driver = passwd-file
  args = scheme=plain username_format=%u {folder}/users
}}
userdb {{
  driver = passwd-file
  args = username_format=%u {folder}/users
  default_fields = uid=mail gid=mail home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
"""

_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
myhostname = front.city.test
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
recipient_delimiter = +
relay_domains = city.test {residents}
relay_recipient_maps = inline:{{ {{ join@city.test = x }} {{ reply@city.test = x }}
  {{ bounces@city.test = x }} {{ @{residents} = x }} }}
smtpd_relay_restrictions = permit_mynetworks reject
smtpd_recipient_restrictions = reject_unlisted_recipient permit_mynetworks reject
virtual_alias_maps = inline:{{ {{ none@city.test = none@city.test }} {aliases} }}
transport_maps = inline:{{ {{ {residents} = lmtp:inet:127.0.0.1:{lmtp} }} {office} }}
lmtp_destination_recipient_limit = 1
default_transport = error:5.4.4 nothing leaves this machine
minimal_backoff_time = 1s
queue_run_delay = 1s
transport_retry_time = 1s
smtpd_peername_lookup = no
smtpd_client_connection_rate_limit = 0
"""

_MASTER = """
127.0.0.1:{smtp} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
tlsmgr unix - - n 1000? 1 tlsmgr
"""
