"""Pages as one HTML file each, that ask no host for anything."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup


def render_page(template: str, **content: Any) -> str:
    """Fill a template of the package, with the style that all reports share.

    Parameters
    ----------
    template : str
        File name in ``templates``.
    **content
        What it asks for, beside ``style``.

    Returns
    -------
    str
    """
    page = _environment().get_template(template)
    return page.render(style=Markup(_text("report.css")), **content)


@cache
def _environment() -> Environment:
    """Templates with escaping always on; only our own pictures are passed through."""
    return Environment(
        loader=FunctionLoader(_text),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def _text(name: str) -> str:
    folder = resources.files(__package__).joinpath("templates")
    return folder.joinpath(name).read_text("utf-8")
