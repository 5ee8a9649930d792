"""The title of a page whose form was sent with errors: it says so first.

A title is the first that a screen reader says of a page, and all that a tab shows. What
is wrong stands in the summary above the form, which takes the focus.
"""

from __future__ import annotations

from django import template
from django.template import Context, Node, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

SUMMARY = 'role="alert" tabindex="-1" autofocus'
"""What every summary of errors has, and nothing else."""


@register.tag
def errors_in_title(parser: Parser, token: Token) -> Node:
    """Begin the title with these words if the page has a summary of errors."""
    words = parser.compile_filter(token.split_contents()[1])
    page = parser.parse(("enderrors_in_title",))
    parser.delete_first_token()
    return _Page(words, page)


class _Page(Node):
    """The whole page: only when all of it stands is it known what it says."""

    def __init__(self, words: FilterExpression, nodelist: NodeList) -> None:
        self.words = words
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        page = self.nodelist.render(context)
        if SUMMARY not in page:
            return page
        words = conditional_escape(self.words.resolve(context))
        return mark_safe(page.replace("<title>", f"<title>{words}", 1))
