"""A city's own rules, read strictly from YAML: every problem at once, with its line."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from machimori.errors import InvalidInput
from machimori.guidelines.misfits import misfit
from machimori.guidelines.strict_yaml import load_strict

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
    document = load_strict(text, file=file)
    try:
        return cast(Rule, _adapter(cast(Any, type_)).validate_python(document.value))
    except ValidationError as error:
        raise InvalidInput(misfit(document, e) for e in error.errors()) from error


def example_rule(name: str, type_: type[Rule]) -> Rule:
    """Read a rule of the example city, Koganei, that ships with the office."""
    return read_rule(example_text(name), type_, file=f"{name}.yaml")


def example_text(name: str) -> str:
    """Return the document of the example city."""
    file = resources.files("machimori_office").joinpath("koganei", f"{name}.yaml")
    return file.read_text(encoding="utf-8")


@cache
def _adapter(type_: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(type_)
