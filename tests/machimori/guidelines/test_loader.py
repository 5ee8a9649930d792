"""A catalogue is read strictly; all that is wrong with it is said at once."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

import pytest

from machimori.errors import InvalidInput, Problem
from machimori.guidelines import Catalogue, load_catalogue

ACTIVITIES = "- {id: prune, label: {ja: 剪定, en: pruning}}\n"
PARAMETERS = """\
- id: source/lux
  unit: lx
  label: {ja: 照度, en: light}
  values: {2026-04-01: {value: 3}}
"""
INSTRUMENT = """\
id: jp-00/roads
title: {ja: 題, en: Title}
issuer: {ja: 県, en: Prefecture}
ordinance: {ja: 条例, en: Ordinance}
edition: {adopted_on: 2026-04-01, revised_on: 2026-04-01, effective_from: 2026-04-01}
exclusion: opt_out
purpose: {ja: 目的, en: Purpose}
places: [park]
provisions:
  - {path: "第1"}
  - {path: "第1 1", leaf: true}
"""
CRITERION = """\
- id: jp-00/roads/light
  cites: ["第1 1"]
  applies: {place: [park], element: {kind: [path]}}
  strength: required
  require: {check: mean_illuminance, at_least: source/lux}
  says: {ja: 明るくする。, en: Make it light.}
  look: {ja: 測る。, en: Measure.}
  principle: [surveillance]
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Make a small catalogue without a fault."""
    write(tmp_path, "activities.yaml", ACTIVITIES)
    write(tmp_path, "parameters/source.yaml", PARAMETERS)
    write(tmp_path, "jp-00/roads/instrument.yaml", INSTRUMENT)
    write(tmp_path, "jp-00/roads/park.yaml", CRITERION)
    return tmp_path


def write(home: Path, name: str, text: str) -> None:
    file = home / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def problems(home: Path) -> list[Problem]:
    with pytest.raises(InvalidInput) as caught:
        load_catalogue(home)
    return list(caught.value.problems)


def with_criterion(home: Path, old: str, new: str) -> Problem:
    """Change the criterion and return the one problem that this makes."""
    assert old in CRITERION
    write(home, "jp-00/roads/park.yaml", CRITERION.replace(old, new))
    (problem,) = problems(home)
    assert problem.file.endswith("park.yaml")
    return problem


def test_a_sound_catalogue_is_read(home: Path) -> None:
    catalogue = load_catalogue(home)
    assert isinstance(catalogue, Catalogue)
    assert list(catalogue.criteria) == ["jp-00/roads/light"]


@pytest.mark.parametrize(
    ("old", "new", "line", "found", "suggested"),
    [
        ("strength:", "strenght:", 4, "strenght", "strength"),
        ("required", "requird", 4, "requird", "required"),
        ("mean_illuminance", "mean_iluminance", 5, "mean_iluminance", "mean_illuminan"),
        ("source/lux", "source/lx", 5, "source/lx", "source/lux"),
        ('"第1 1"', '"第1 2"', 2, "第1 2", "第1 1"),
        ("[path]", "[pth]", 3, "pth", "path"),
        ("[park]", "[prak]", 3, "prak", "park"),
        ("surveillance", "surveilance", 8, "surveilance", "surveillance"),
        ("at_least:", "atleast:", 5, "atleast", "at_least"),
    ],
)
def test_a_wrong_name_is_said_with_its_line_and_a_suggestion(
    home: Path, old: str, new: str, line: int, found: str, suggested: str
) -> None:
    write(home, "jp-00/roads/park.yaml", CRITERION.replace(old, new))
    by_name = {p.found: p for p in problems(home)}
    problem = by_name[found]
    assert problem.file.endswith("jp-00/roads/park.yaml")
    assert problem.where.en.startswith(f"line {line} ")
    assert problem.where.ja.startswith(f"{line}行目 ")
    assert suggested in problem.expected.en
    assert "もしかして" in problem.expected.ja


@pytest.mark.parametrize(
    ("check", "found", "suggested"),
    [
        ("{check: recorded, activity: prun}", "prun", "prune"),
        ("{check: present, kinds: [camra]}", "camra", "camera"),
        ("{check: fact, name: pavin, one_of: [lawn]}", "pavin", "paving"),
        ("{check: fact, name: paving, one_of: [lwn]}", "lwn", "lawn"),
        ("{check: stated, properties: [paving, rol]}", "rol", "role"),
        ("{check: includes, name: paving, values: [til]}", "til", "tile"),
        (
            "{check: present, kinds: [rack], where: {type: [bars]}}",
            "bars",
            "bar",
        ),
        ("{check: zones_apart, uses: [play, adlt]}", "adlt", "adult"),
    ],
)
def test_a_word_that_nothing_has_is_said_with_a_suggestion(
    home: Path, check: str, found: str, suggested: str
) -> None:
    old = "{check: mean_illuminance, at_least: source/lux}"
    problem = with_criterion(home, old, check)
    assert problem.found == found
    assert problem.where.en.startswith("line 5 ")
    assert suggested in problem.expected.en


@pytest.mark.parametrize(
    ("when", "found"),
    [
        ("{place: {seting: [outdoor]}}", "seting"),
        ("{place: {setting: [outdoors]}}", "outdoors"),
        ("{place: {is_building: ['yes']}}", "yes"),
        ("{element: {pavng: [lawn]}}", "pavng"),
        ("{exists: camra}", "camra"),
        ("{exists: door, where: {auto_lock_sytem: [true]}}", "auto_lock_sytem"),
        ("{exists: play, where: {paving: [lwn]}}", "lwn"),
        ("{element: {width_m: {at_most: source/wid}}}", "source/wid"),
        ("{place: {parking_area_m2: {at_least: source/are}}}", "source/are"),
        ("{unless: {meets: {check: recorded, activity: prun}}}", "prun"),
        ("{plce: {setting: [outdoor]}}", "plce"),
    ],
)
def test_a_condition_is_held_to_the_vocabulary_too(
    home: Path, when: str, found: str
) -> None:
    problem = with_criterion(home, "  require:", f"  when: {when}\n  require:")
    assert problem.found == found
    assert problem.where.en.startswith("line 5 ")


@pytest.mark.parametrize(
    ("old", "new", "expected_ja", "expected_en"),
    [
        ("[surveillance]", "surveillance", "並び（[ ] か -）", "a list"),
        ("ja: 明るくする。", "ja: 5", "文字列", "text"),
        ("{ja: 測る。, en: Measure.}", "測る。", "キーと値の組", "keys with values"),
        ("{kind: [path]}", "path", "キーと値の組", "keys with values"),
    ],
)
def test_a_value_of_a_wrong_type_is_said_in_both_languages(
    home: Path, old: str, new: str, expected_ja: str, expected_en: str
) -> None:
    problem = with_criterion(home, old, new)
    assert problem.expected.ja == expected_ja
    assert problem.expected.en.startswith(expected_en)


def test_a_missing_key_is_named_under_the_line_where_it_belongs(home: Path) -> None:
    problem = with_criterion(home, "  principle: [surveillance]\n", "")
    assert problem.where.en == "line 1 0.principle"
    assert problem.remedy.ja == "「principle」を書き足してください。"
    assert problem.remedy.en == "Add principle."


def test_a_text_needs_both_languages_and_no_third(home: Path) -> None:
    assert with_criterion(home, ", en: Measure.", "").where.en == "line 7 0.look.en"
    third = with_criterion(home, "en: Measure.", "en: Measure., fr: Mesurer.")
    assert third.found == "fr"


def test_a_requirement_without_a_check_is_told_what_to_begin_with(home: Path) -> None:
    problem = with_criterion(home, "check: mean_illuminance, ", "")
    assert problem.expected.en == "check, all, any"


def test_a_repeated_key_and_an_alias_are_refused(home: Path) -> None:
    repeated = with_criterion(home, "  strength:", "  strength: effort\n  strength:")
    assert (repeated.where.en, repeated.found) == ("line 5", "strength")
    alias = with_criterion(home, "[surveillance]", "&p [surveillance]\n  law: *p")
    assert alias.found == "&…/*…"


def test_an_id_that_stands_twice_is_refused(home: Path) -> None:
    write(home, "jp-00/roads/road.yaml", CRITERION)
    (problem,) = problems(home)
    assert (problem.found, problem.where.en) == ("jp-00/roads/light", "line 1 0.id")


def test_a_provision_that_stands_twice_is_refused(home: Path) -> None:
    text = INSTRUMENT + '  - {path: "第1 1"}\n'
    write(home, "jp-00/roads/instrument.yaml", text)
    (problem,) = problems(home)
    assert problem.where.en == "line 12 provisions.2.path"


def test_a_criterion_of_no_instrument_is_refused(home: Path) -> None:
    problem = with_criterion(home, "jp-00/roads/light", "jp-00/raods/light")
    assert "jp-00/roads" in problem.expected.ja


def test_a_file_that_is_no_list_is_refused(home: Path) -> None:
    write(home, "activities.yaml", "id: prune\n")
    (problem,) = problems(home)
    assert problem.expected.en == "a list, each item after a -"


def test_a_missing_file_is_said_with_what_to_do(home: Path) -> None:
    (home / "jp-00/roads/instrument.yaml").unlink()
    (problem,) = problems(home)
    assert problem.file.endswith("instrument.yaml")
    assert problem.remedy.en == "Put the file there."


def test_a_file_that_is_not_utf8_is_refused(home: Path) -> None:
    (home / "activities.yaml").write_bytes("剪定".encode("shift_jis"))
    (problem,) = problems(home)
    assert problem.remedy.ja == "UTF-8で保存し直してください。"


def test_a_number_that_nobody_has_chosen_is_null_but_never_left_out(home: Path) -> None:
    write(home, "parameters/source.yaml", PARAMETERS.replace("value: 3", "value: null"))
    assert load_catalogue(home).parameters.by_id["source/lux"].values
    left_out = PARAMETERS.replace("{value: 3}", "{}")
    write(home, "parameters/source.yaml", left_out)
    (problem,) = problems(home)
    assert problem.where.en.endswith("values.2026-04-01.value")


def test_a_number_in_quotation_marks_and_an_unknown_unit_are_refused(
    home: Path,
) -> None:
    text = PARAMETERS.replace("value: 3", "value: '3'").replace("unit: lx", "unit: lux")
    write(home, "parameters/source.yaml", text)
    unit, value = problems(home)
    assert (unit.found, unit.where.en) == ("lux", "line 2 0.unit")
    assert (value.expected.ja, value.expected.en) == ("数値", "a number")


def test_everything_that_is_wrong_is_said_at_once(home: Path) -> None:
    second = CRITERION.replace("light\n", "second\n").replace("required", "requird")
    third = CRITERION.replace("light\n", "third\n").replace("mean_ill", "men_ill")
    fourth = CRITERION.replace("light\n", "fourth\n").replace("[path]", "[pth]")
    write(home, "jp-00/roads/park.yaml", second + third + fourth)
    write(home, "jp-00/roads/road.yaml", "- id: [\n")
    broken = indent(dedent("id: 1\nid: 2\n"), "  ")
    write(home, "jp-00/roads/zoo.yaml", broken)
    said = {(p.file.rsplit("/", 1)[1], p.found) for p in problems(home)}
    assert {
        ("park.yaml", "requird"),
        ("park.yaml", "men_illuminance"),
        ("park.yaml", "pth"),
        ("zoo.yaml", "id"),
    } <= said
    assert "road.yaml" in {file for file, _ in said}


def test_names_are_not_called_unknown_because_their_own_file_is_broken(
    home: Path,
) -> None:
    write(home, "parameters/source.yaml", PARAMETERS.replace("unit: lx", "unit: lux"))
    assert [p.found for p in problems(home)] == ["lux"]


TERM = """\
- id: jp-00/light
  term: {ja: 明るさ, en: light}
  notes: {jp-00/roads: 注1}
  numbers: [source/lux]
  says: {ja: 明るいこと。, en: Being light.}
"""


def test_words_of_a_prefecture_are_read(home: Path) -> None:
    write(home, "jp-00/terms.yaml", TERM)
    catalogue = load_catalogue(home)
    (term,) = catalogue.terms_of(catalogue.instrument("jp-00/roads"))
    assert term.term.ja == "明るさ"


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("source/lux", "source/lx", "source/lx"),
        ("jp-00/roads", "jp-01/roads", "jp-01/roads"),
        ("  says:", "  same_idea: [jp-00/dark]\n  says:", "jp-00/dark"),
        ("  says:", "  say:", "say"),
    ],
)
def test_a_wrong_name_in_a_term_is_said(
    home: Path, old: str, new: str, found: str
) -> None:
    write(home, "jp-00/terms.yaml", TERM.replace(old, new))
    assert found in [p.found for p in problems(home)]
