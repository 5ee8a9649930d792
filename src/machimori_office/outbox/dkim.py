"""Signing mails, so that receivers know who answers for them.

DKIM with relaxed canonicalization of header and body, RSA or Ed25519, computed by
OpenSSL: Python's own arithmetic would take forty times as long, and be the slowest part
of sending. The letters are written in such a way that their canonical form is known
without parsing them; tests hold it against an independent verifier.

Source: RFC 6376 (3.4.2, 3.4.4, 3.5, 5.4.2), RFC 8463 (Ed25519), RFC 8301 (RSA sizes).
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa, utils

__all__ = ["Signer", "body_hash", "dns_record", "new_key", "relaxed"]

LEAST_BITS = 1024
_FOLD = 70
_SPACE = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True)
class Signer:
    """A key under the name by which receivers find its public half.

    Parameters
    ----------
    domain, selector : str
        The record stands at ``<selector>._domainkey.<domain>``.
    key : private key
        RSA or Ed25519.
    """

    domain: str
    selector: str
    key: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey

    @classmethod
    def read(cls, pem: str, *, domain: str, selector: str) -> Signer:
        """Read a key from PEM.

        Raises
        ------
        ValueError
            It is no private key, or one that receivers do not accept.
        """
        key: Any = serialization.load_pem_private_key(pem.encode(), password=None)
        if isinstance(key, rsa.RSAPrivateKey):
            if key.key_size < LEAST_BITS:
                raise ValueError(f"receivers want {LEAST_BITS} bits or more")
        elif not isinstance(key, ed25519.Ed25519PrivateKey):
            raise ValueError("DKIM knows RSA and Ed25519")
        return cls(domain, selector, key)

    @property
    def algorithm(self) -> str:
        """The name of the algorithm in a signature."""
        is_rsa = isinstance(self.key, rsa.RSAPrivateKey)
        return "rsa-sha256" if is_rsa else "ed25519-sha256"

    def tags(self, names: Sequence[str], hashed_body: str) -> str:
        """All of the signature but its value, folded, after which that follows."""
        return (
            f"v=1; a={self.algorithm}; c=relaxed/relaxed; d={self.domain};\r\n"
            f" s={self.selector}; h={':'.join(names)};\r\n bh={hashed_body};\r\n b="
        )

    def header(self, tags: str, signed: Any) -> bytes:
        """Return the header that signs.

        Parameters
        ----------
        tags : str
            Of `tags`.
        signed : hashlib object
            Which took the signed headers in canonical form; it is left as it is.
        """
        whole = signed.copy()
        whole.update(relaxed("DKIM-Signature", tags).encode())
        value = base64.b64encode(self._sign(whole.digest())).decode()
        folded = "\r\n ".join(
            value[at : at + _FOLD] for at in range(0, len(value), _FOLD)
        )
        return f"DKIM-Signature: {tags}{folded}\r\n".encode()

    def _sign(self, digest: bytes) -> bytes:
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(digest, _PADDING, _DIGEST)
        return self.key.sign(digest)


_PADDING, _DIGEST = padding.PKCS1v15(), utils.Prehashed(hashes.SHA256())


def relaxed(name: str, value: str) -> str:
    """Return a header in canonical form, without the end of its line."""
    return f"{name.lower()}:{_SPACE.sub(' ', value).strip(' ')}"


def body_hash(body: bytes) -> str:
    """Hash a body whose lines end in CRLF and have no space at their ends."""
    return base64.b64encode(hashlib.sha256(body).digest()).decode()


def new_key(algorithm: str = "rsa") -> str:
    """Make a private key and return it as PEM."""
    key: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey
    if algorithm == "rsa":
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    else:
        key = ed25519.Ed25519PrivateKey.generate()
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def dns_record(signer: Signer) -> str:
    """Return what the domain's TXT record says of the key."""
    public = signer.key.public_key()
    if isinstance(public, ed25519.Ed25519PublicKey):
        kind, raw = "ed25519", public.public_bytes_raw()
    else:
        kind = "rsa"
        raw = public.public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    return f"v=DKIM1; k={kind}; p={base64.b64encode(raw).decode()}"
