"""A city's own rules, read strictly from YAML: every problem at once, with its line."""

from __future__ import annotations

from importlib import resources
from typing import TypeVar

from machimori.strict_yaml import fitted, load_strict

Rule = TypeVar("Rule")


def read_rule(text: str, type_: type[Rule], *, file: str) -> Rule:
    """Read one rule.

    Parameters
    ----------
    text : str
        YAML.
    type_ : type
        The frozen dataclass that says what the rule may hold.
    file : str
        Named in messages.

    Returns
    -------
    An instance of `type_`.

    Raises
    ------
    InvalidInput
        With all problems.
    """
    return fitted(load_strict(text, file=file), type_)


def example_rule(name: str, type_: type[Rule]) -> Rule:
    """Read a rule of the example city, Koganei, that ships with the office."""
    return read_rule(example_text(name), type_, file=f"{name}.yaml")


def example_text(name: str) -> str:
    """Return the document of the example city."""
    file = resources.files("machimori_office").joinpath("koganei", f"{name}.yaml")
    return file.read_text(encoding="utf-8")
