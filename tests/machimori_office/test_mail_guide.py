"""The guide's Postfix and Dovecot take every mailbox, with settings that they know."""

from __future__ import annotations

import imaplib
import re
import shutil
import smtplib
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from machimori_office.mailroom.registry import MAILBOXES
from machimori_office.mailroom.services import LARGEST_BYTES
from tests.machimori_office import mail_hosts
from tests.source_tree import ROOT

GUIDE = ROOT / "docs" / "guide" / "mail-registration.md"
BLOCKS = re.findall(r"```\n(# /etc/postfix/main\.cf.*?)```", GUIDE.read_text(), re.S)
DEPLOYMENT = (ROOT / "docs" / "guide" / "office-deploy.md").read_text()
MAILBOXES_OF_ALL = ("postmaster", "abuse")
_DAEMONS = "smtp unix - - n - - smtp\nlmtp unix - - n - - lmtp\n"
SAME_AS_TESTED = ("recipient_delimiter", "lmtp_destination_recipient_limit")


def settings_of(text: str) -> dict[str, str]:
    joined = re.sub(r"\n\s+", " ", text)
    lines = (line for line in joined.splitlines() if " =" in line and line[0] != "#")
    return dict(re.split(r"\s*=\s*", line, maxsplit=1) for line in lines)


def test_the_guide_has_both_ways_in() -> None:
    assert len(BLOCKS) == 2


@pytest.mark.parametrize("block", BLOCKS)
def test_every_mailbox_is_let_in_and_no_other(block: str) -> None:
    maps = settings_of(block)
    let_in = maps.get("relay_recipient_maps") or maps["virtual_mailbox_maps"]
    assert set(re.findall(r"(\w+)@", let_in)) == set(MAILBOXES)


@pytest.mark.parametrize("name", SAME_AS_TESTED)
def test_the_guide_says_what_the_real_postfix_of_the_tests_has(name: str) -> None:
    tested = settings_of(mail_hosts._MAIN)
    assert settings_of(BLOCKS[0])[name] == tested[name]


def test_postfix_takes_mails_as_large_as_the_office_does() -> None:
    assert settings_of(BLOCKS[0])["message_size_limit"] == str(LARGEST_BYTES)


@pytest.mark.skipif(shutil.which("postconf") is None, reason="needs Postfix")
@pytest.mark.parametrize("block", BLOCKS)
def test_postfix_knows_every_setting(block: str, tmp_path: Path) -> None:
    (tmp_path / "main.cf").write_text(block)
    (tmp_path / "master.cf").write_text(_DAEMONS)
    said = subprocess.run(
        ["postconf", "-c", str(tmp_path), "-n"], capture_output=True, text=True
    )
    assert said.returncode == 0
    assert "unused parameter" not in said.stderr
    assert set(settings_of(block)) <= set(settings_of(said.stdout))


@pytest.mark.skipif(shutil.which("postmap") is None, reason="needs Postfix")
@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("name", MAILBOXES_OF_ALL)
def test_whom_every_domain_has_can_be_written_to(block: str, name: str) -> None:
    aliases = settings_of(block)["virtual_alias_maps"]
    asked = ["postmap", "-q", f"{name}@anzen.example.lg.jp", aliases]
    said = subprocess.run(asked, capture_output=True, text=True)
    assert said.stdout.strip() == "anzen-ka@example.lg.jp"


def test_the_office_writes_as_the_domain_that_postfix_takes() -> None:
    given = dict(re.findall(r"^MACHIMORI_(\w+)=(.*)$", DEPLOYMENT, re.M))
    maps = settings_of(BLOCKS[0])
    assert given["MAIL_DOMAIN"] == maps["relay_domains"]
    assert f"{given['MAIL_IN_BY']}:inet:127.0.0.1:8024" in maps["transport_maps"]


@mail_hosts.needs_mail_hosts
def test_the_guides_dovecot_keeps_the_mail_of_every_mailbox_in_one() -> None:
    port = mail_hosts._free_port()
    with _dovecot_of_the_guide(port) as folder:
        hand_over = smtplib.LMTP(str(folder / "dovecot-lmtp"))
        written_to = [
            f"{name}@anzen.example.lg.jp" for name in (*MAILBOXES, "bounces+x")
        ]
        for recipient in written_to:
            hand_over.sendmail("a@example.jp", [recipient], "Subject: x\r\n\r\ny")
        hand_over.quit()
        mailbox = imaplib.IMAP4("127.0.0.1", port)
        mailbox.login("anzen", mail_hosts.PASSWORD)
        mailbox.select()
        _, found = mailbox.fetch("1:*", "(BODY[HEADER.FIELDS (DELIVERED-TO)])")
        mailbox.logout()
    told = b"".join(part[1] for part in found if isinstance(part, tuple)).decode()
    assert sorted(re.findall(r"Delivered-To: <?([^>\s]+)", told)) == sorted(written_to)


def _both_ways() -> list[dict[str, str]]:
    """Return each way in whole: the second stands in place of some of the first."""
    first, second = (settings_of(block) for block in BLOCKS)
    replaced = ("relay_", "transport_maps")
    kept = {k: v for k, v in first.items() if not k.startswith(replaced)}
    return [first, {**kept, **second}]


TO_THE_HOST = ("postmaster", "postmaster@mail.example.lg.jp")


@mail_hosts.needs_mail_hosts
@pytest.mark.parametrize("way", _both_ways())
def test_the_guides_postfix_lets_in_from_outside_whom_it_names(
    way: dict[str, str],
) -> None:
    named = [f"{name}@anzen.example.lg.jp" for name in (*MAILBOXES, *MAILBOXES_OF_ALL)]
    with _postfix_of_the_guide(way) as (port, _log):
        assert {_answer(port, to) for to in (*named, *TO_THE_HOST)} == {250}
        assert _answer(port, "nobody@anzen.example.lg.jp") == 550
        assert _answer(port, "anybody@elsewhere.example") == 554


@mail_hosts.needs_mail_hosts
@pytest.mark.parametrize("way", _both_ways())
@pytest.mark.parametrize("recipient", TO_THE_HOST)
def test_the_guides_postfix_sends_on_what_is_for_its_keeper(
    way: dict[str, str], recipient: str
) -> None:
    with _postfix_of_the_guide(way) as (port, log):
        with smtplib.SMTP("127.0.0.1", port) as client:
            client.ehlo("x.example.jp")
            client.docmd("MAIL FROM:<a@example.jp>")
            client.docmd(f"RCPT TO:<{recipient}>")
            client.data("Subject: x\r\n\r\ny")
        sent_on = f"to=<anzen-ka@example.lg.jp>, orig_to=<{recipient}>"
        mail_hosts.until(lambda: "status=" in log.read_text(), "a mail to be sent on")
        assert sent_on in log.read_text()


def _answer(port: int, recipient: str) -> int:
    with smtplib.SMTP("127.0.0.1", port) as client:
        client.ehlo("x.example.jp")
        client.docmd("MAIL FROM:<a@example.jp>")
        return client.docmd(f"RCPT TO:<{recipient}>")[0]


@contextmanager
def _postfix_of_the_guide(way: dict[str, str]) -> Iterator[tuple[int, Path]]:
    """Start it as the guide has it, to clients from outside; nothing leaves it."""
    with TemporaryDirectory(prefix="gp-", dir="/tmp") as made:
        folder = Path(made)
        folder.chmod(0o755)
        for name in ("conf", "queue", "data"):
            (folder / name).mkdir()
        shutil.chown(folder / "data", "postfix")
        port = mail_hosts._free_port()
        # Nothing twice: Postfix's log blocks itself with a warning about each.
        main = {**way, **settings_of(_AROUND_POSTFIX.format(folder=folder))}
        lines = (f"{name} = {value}\n" for name, value in main.items())
        (folder / "conf" / "main.cf").write_text("".join(lines))
        ports = mail_hosts._MASTER.format(smtp=port)
        (folder / "conf" / "master.cf").write_text(ports)
        postfix = (str(mail_hosts.POSTFIX), "-c", str(folder / "conf"))
        mail_hosts._run(folder, "start", *postfix, "start")
        try:
            mail_hosts.until(lambda: mail_hosts._answers(port), "Postfix to listen")
            yield port, folder / "postfix.log"
        finally:
            mail_hosts._run(folder, "stop", *postfix, "stop")


# The tests' client comes from 127.0.0.1, which the guide lets relay: here it may not.
_AROUND_POSTFIX = """
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
alias_database =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 10.9.9.9/32
smtpd_tls_security_level = none
default_transport = discard:
relay_transport = discard:
"""


@contextmanager
def _dovecot_of_the_guide(imap: int) -> Iterator[Path]:
    """Start it as the guide has it, but for where things lie and who owns them."""
    (block,) = re.findall(
        r"```\n(# /etc/dovecot/local\.conf.*?)```", GUIDE.read_text(), re.S
    )
    with TemporaryDirectory(prefix="gd-", dir="/tmp") as made:
        folder = Path(made)
        folder.chmod(0o755)
        (folder / "mail").mkdir()
        shutil.chown(folder / "mail", "mail", "mail")
        moved = {
            "/var/spool/postfix/private": made,
            "/etc/dovecot/users": f"{made}/users",
            "/var/vmail": f"{made}/mail",
            "vmail": "mail",
            "ssl = required": "ssl = no",
        }
        for ours, theirs in moved.items():
            assert ours in block
            block = block.replace(ours, theirs)
        hashed = subprocess.run(
            ["doveadm", "pw", "-s", "SHA512-CRYPT", "-p", mail_hosts.PASSWORD],
            capture_output=True,
            text=True,
            check=True,
        )
        (folder / "users").write_text(f"anzen:{hashed.stdout}")
        conf = folder / "dovecot.conf"
        conf.write_text(block + _AROUND.format(folder=made, imap=imap))
        server = subprocess.Popen(["dovecot", "-F", "-c", str(conf)])
        try:
            mail_hosts.until((folder / "dovecot-lmtp").exists, "Dovecot to listen")
            yield folder
        finally:
            server.terminate()
            server.wait(timeout=20)


_AROUND = """
base_dir = {folder}/run
state_dir = {folder}/state
instance_name = {folder}
log_path = {folder}/dovecot.log
disable_plaintext_auth = no
first_valid_uid = 1
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
"""
