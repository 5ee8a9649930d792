"""What stands in a line of a file: laid out, read strictly, and sealed."""

from __future__ import annotations

import base64
import io
import json
from typing import Any, TypeVar

from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from pydantic import ConfigDict, TypeAdapter

from machimori_office.backups.errors import SealBroken
from machimori_office.backups.sealing import Opening, Sealing
from machimori_office.exchange.contract import Body, Kind

CARRIED = ConfigDict(
    extra="forbid", ser_json_bytes="base64", val_json_bytes="base64", strict=True
)
"""Of dataclasses that travel: ``__pydantic_config__ = CARRIED``."""

Plain = dict[str, Any]
Read = TypeVar("Read")
_SEALED = "sealed"


def laid_out(body: Body) -> Plain:
    """Return a body as JSON holds it."""
    if isinstance(body, dict):
        return body
    kind: type[Any] = type(body)
    plain: Plain = _adapter(kind).dump_python(body, mode="json")
    return plain


def read(kind: Kind, plain: Plain) -> Body:
    """Return a body as the kind's `takes` wants it.

    Raises
    ------
    ValueError
        It is not what the kind says.
    """
    if kind.body is dict:
        return plain
    return strictly(kind.body, plain)


def strictly(of: type[Read], plain: Plain) -> Read:
    """Read a dataclass of what JSON holds; raise ValueError where it is not one."""
    read: Read = _adapter(of).validate_json(json.dumps(plain))
    return read


def seal(plain: Plain, recipient: X25519PublicKey) -> Plain:
    """Return what only the other box can read."""
    out = io.BytesIO()
    with Sealing(out, recipient) as sealing:
        sealing.write(json.dumps(plain, ensure_ascii=False).encode())
    return {_SEALED: base64.b64encode(out.getvalue()).decode()}


def opened(body: Plain, key: X25519PrivateKey) -> Plain:
    """Return what the other box sealed.

    Raises
    ------
    ValueError
        Not sealed for this box, or altered.
    """
    if set(body) != {_SEALED}:
        raise ValueError("what says something about people comes sealed")
    raw = io.BytesIO(base64.b64decode(body[_SEALED], validate=True))
    try:
        plain = json.loads(Opening(raw, key).read())
    except SealBroken as error:
        raise ValueError("sealed for somebody else") from error
    if not isinstance(plain, dict):
        raise TypeError("a body is a mapping")
    return plain


_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}


def _adapter(of: Any) -> TypeAdapter[Any]:
    if of not in _ADAPTERS:
        _ADAPTERS[of] = TypeAdapter(of)
    return _ADAPTERS[of]
