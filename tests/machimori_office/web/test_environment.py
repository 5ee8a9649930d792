"""What the environment must say, and how loudly its lack is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from machimori_office.web.environment import Environment
from machimori_office.web.errors import SettingMissing, SettingWrong


def environment(**variables: str) -> Environment:
    return Environment({f"MACHIMORI_{k}": v for k, v in variables.items()})


def test_an_office_without_secret_or_address_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(SettingMissing, match="MACHIMORI_SECRET_KEY_FILE"):
        environment().secret_key(tmp_path)
    with pytest.raises(SettingMissing, match="MACHIMORI_ADDRESS"):
        environment().address()


def test_a_secret_comes_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("s" * 50 + "\n", encoding="utf-8")
    assert environment(SECRET_KEY_FILE=str(file)).secret_key(tmp_path) == "s" * 50


def test_a_file_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingWrong):
        environment(SECRET_KEY_FILE=str(tmp_path / "none")).secret_key(tmp_path)


def test_a_short_secret_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingWrong):
        environment(SECRET_KEY="secret").secret_key(tmp_path)


def test_a_demo_keeps_a_secret_of_its_own(tmp_path: Path) -> None:
    demo = environment(MODE="demo")
    assert demo.secret_key(tmp_path) == demo.secret_key(tmp_path)
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "address", ["http://office.example", "office.example", "https://x/y", "ftp://x"]
)
def test_an_office_is_reached_by_https_only(address: str) -> None:
    with pytest.raises(SettingWrong):
        environment(ADDRESS=address).address()


def test_a_word_that_is_not_on_the_list_is_refused() -> None:
    with pytest.raises(SettingWrong, match=r"office \| demo"):
        _ = environment(MODE="DEMO").is_demo


def test_one_variable_leads_to_postgresql(tmp_path: Path) -> None:
    url = "postgresql://office:p%40ss@db.example:5433/machi"
    found = environment(DATABASE_URL=url).database(tmp_path)
    assert found["ENGINE"].endswith("postgresql")
    said = [found[k] for k in ("USER", "PASSWORD", "HOST", "PORT", "NAME")]
    assert said == ["office", "p@ss", "db.example", "5433", "machi"]


@pytest.mark.parametrize(
    "url", ["mysql://x/y", "postgresql://host", "postgresql://host:port/name", "x"]
)
def test_a_database_that_is_not_known_is_refused_without_its_password(
    tmp_path: Path, url: str
) -> None:
    with pytest.raises(SettingWrong) as refused:
        environment(DATABASE_URL=url).database(tmp_path)
    assert url not in str(refused.value).split("; ")[0]


def test_sqlite_waits_and_takes_turns(tmp_path: Path) -> None:
    options = environment().database(tmp_path)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 10
    assert "journal_mode=wal" in options["init_command"]
    on_a_share = environment(SQLITE_JOURNAL="delete").database(tmp_path)
    assert "journal_mode=delete" in on_a_share["OPTIONS"]["init_command"]


@pytest.mark.parametrize("said", ["mail", "mail:", "mail:x", "mail:0", ":25"])
def test_a_server_needs_a_host_and_a_port(said: str) -> None:
    with pytest.raises(SettingWrong):
        environment(MAIL_OUT=said).endpoint("MAIL_OUT", default="127.0.0.1:25")


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    assert environment().file("MAIL_OUT_CA") == ""
    assert environment(MAIL_OUT_CA=__file__).file("MAIL_OUT_CA") == __file__
    with pytest.raises(SettingWrong, match="MACHIMORI_MAIL_OUT_CA"):
        environment(MAIL_OUT_CA=str(tmp_path / "none")).file("MAIL_OUT_CA")
