"""What a backup holds: the copy of the database, and what must be true of it."""

from __future__ import annotations

import hashlib
import json
import tarfile
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)

from machimori_office.backups.errors import SealBroken
from machimori_office.backups.sealing import Opening, Sealing

COPY = "database"
_CONTENTS = "contents.json"


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What stands in a backup beside the copy.

    Parameters
    ----------
    made_at : datetime
    vendor : str
        Which kind of database the copy is for.
    sha256 : str
        Of the copy.
    audit_sequence, audit_hash
        Where the audit chain ended.
    """

    made_at: datetime
    vendor: str
    sha256: str
    audit_sequence: int
    audit_hash: str


def write(
    out: BinaryIO, *, copy: Path, contents: Contents, recipient: X25519PublicKey
) -> None:
    """Seal a copy and what is said of it."""
    said = copy.with_name(_CONTENTS)
    said.write_text(
        json.dumps(asdict(contents), default=datetime.isoformat), encoding="utf-8"
    )
    with (
        Sealing(out, recipient) as sealed,
        tarfile.open(fileobj=cast(BinaryIO, sealed), mode="w|gz") as tar,
    ):
        tar.add(said, arcname=_CONTENTS)
        tar.add(copy, arcname=COPY)


def read(source: BinaryIO, *, into: Path, key: X25519PrivateKey) -> Contents:
    """Open a backup into a folder; nothing is left out and nothing else was added.

    Raises
    ------
    SealBroken
        Not a backup, not for this key, or not as it was written.
    """
    try:
        with (
            Opening(source, key) as opened,
            tarfile.open(fileobj=cast(BinaryIO, opened), mode="r|gz") as tar,
        ):
            tar.extractall(into, filter="data")
            _prove_the_rest(opened)
            contents = _contents(into / _CONTENTS)
    except (tarfile.TarError, OSError, EOFError, ValueError, KeyError) as error:
        raise SealBroken from error
    if hashed(into / COPY) != contents.sha256:
        raise SealBroken
    return contents


def _prove_the_rest(opened: Opening) -> None:
    """Read what stands behind the archive's end, so that all of the seal is proven."""
    while opened.read(1 << 20):
        pass


def hashed(file: Path) -> str:
    """Hash a file."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _contents(file: Path) -> Contents:
    said = json.loads(file.read_text(encoding="utf-8"))
    return Contents(**said | {"made_at": datetime.fromisoformat(said["made_at"])})
