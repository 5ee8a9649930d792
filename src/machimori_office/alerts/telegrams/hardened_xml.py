"""XML from outside, read by a parser that follows, expands and believes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from machimori.errors import InvalidInput, Problem
from machimori.language import Text


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What is still read; the largest official sample has 4 MB and 130,000 elements."""

    bytes: int = 10_000_000
    elements: int = 500_000
    depth: int = 64


@dataclass(frozen=True)
class Root:
    """A document without its namespaces, but for the one of its root."""

    namespace: str
    element: Element


def read_hardened(content: bytes, *, file: str, limits: Limits | None = None) -> Root:
    """Read XML that may be hostile.

    Parameters
    ----------
    content : bytes
    file : str
        Named in messages.
    limits : Limits, optional

    Returns
    -------
    Root
        Elements are named without their namespace.

    Raises
    ------
    InvalidInput
        Where it is not XML, declares a document type or an entity (no honest telegram
        does), or exceeds a limit.
    """
    bounds = limits or Limits()
    if len(content) > bounds.bytes:
        found = f"{len(content):,} bytes"
        raise InvalidInput([_problem(file, 1, found, _too_large(bounds))])
    return _Reading(file, bounds).root(content)


class _Reading:
    def __init__(self, file: str, limits: Limits) -> None:
        self.file = file
        self.limits = limits
        self.builder = TreeBuilder()
        self.namespace: str | None = None
        self.depth = self.elements = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.builder.data
        self.parser.StartDoctypeDeclHandler = self.refuse_doctype
        self.parser.EntityDeclHandler = self.refuse_doctype

    def root(self, content: bytes) -> Root:
        try:
            self.parser.Parse(content, True)
        # A codec that expat asks Python for raises the latter two.
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise self.invalid(str(error), _XML) from error
        return Root(self.namespace or "", self.builder.close())

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > self.limits.depth or self.elements > self.limits.elements:
            found = f"{self.elements:,} / {self.depth:,}"
            raise self.invalid(found, _too_large(self.limits))
        namespace, _, local = name.rpartition(" ")
        if self.namespace is None:
            self.namespace = namespace
        self.builder.start(
            local, {k.rpartition(" ")[2]: v for k, v in attributes.items()}
        )

    def end(self, name: str) -> None:
        self.depth -= 1
        self.builder.end(name.rpartition(" ")[2])

    def refuse_doctype(self, name: str, *_: object) -> None:
        raise self.invalid(f"<!DOCTYPE {name}>", _NO_DOCTYPE)

    def invalid(self, found: str, expected: Text) -> InvalidInput:
        line = self.parser.CurrentLineNumber
        return InvalidInput([_problem(self.file, line, found, expected)])


def _problem(file: str, line: int, found: str, expected: Text) -> Problem:
    return Problem(
        file=file,
        where=Text(ja=f"{line}行目", en=f"line {line}"),
        found=found[:80],
        expected=expected,
        remedy=_REMEDY,
    )


_XML = Text(ja="正しい形のXML", en="well-formed XML")
_NO_DOCTYPE = Text(
    ja="文書型宣言（DOCTYPE）や実体の宣言のないXML",
    en="XML without a document type or entities of its own",
)
_REMEDY = Text(
    ja="この電文は使わず、発信元を確かめてください。",
    en="Leave this message alone and ask its sender.",
)


def _too_large(limits: Limits) -> Text:
    return Text(
        ja="{bytes:,}バイト、要素{elements:,}個、深さ{depth}までの電文",
        en="at most {bytes:,} bytes, {elements:,} elements, {depth} deep",
    ).format(bytes=limits.bytes, elements=limits.elements, depth=limits.depth)
