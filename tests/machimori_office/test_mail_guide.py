"""The guide's Postfix knows every mailbox, and no setting that Postfix lacks."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from machimori_office.mailroom.registry import MAILBOXES
from machimori_office.mailroom.services import LARGEST_BYTES
from tests.machimori_office import mail_hosts
from tests.source_tree import ROOT

GUIDE = ROOT / "docs" / "guide" / "mail-registration.md"
BLOCKS = re.findall(r"```\n(# /etc/postfix/main\.cf.*?)```", GUIDE.read_text(), re.S)
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
