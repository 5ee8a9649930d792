"""Certificates for one test: an authority, and servers that it vouches for or not."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID
from django.utils import timezone

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Authority:
    """Who vouches for servers."""

    folder: Path
    key: EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def founded(cls, folder: Path) -> Authority:
        key = generate_private_key(SECP256R1())
        made = _certificate("authority", key, signed_by=key, issuer="authority")
        (folder / "authority.pem").write_bytes(made.public_bytes(Encoding.PEM))
        return cls(folder, key, made)

    @property
    def file(self) -> str:
        return str(self.folder / "authority.pem")

    def server(
        self, *, name: str = "127.0.0.1", age: timedelta = timedelta(hours=1)
    ) -> ssl.SSLContext:
        """Vouch for a server for a year, which began so long ago."""
        key = generate_private_key(SECP256R1())
        made = _certificate(name, key, signed_by=self.key, issuer="authority", age=age)
        return _context(self.folder, key, made)


def stranger(folder: Path) -> ssl.SSLContext:
    """A server that vouches for itself."""
    key = generate_private_key(SECP256R1())
    made = _certificate("127.0.0.1", key, signed_by=key, issuer="127.0.0.1")
    return _context(folder, key, made)


def _certificate(
    name: str,
    key: EllipticCurvePrivateKey,
    *,
    signed_by: EllipticCurvePrivateKey,
    issuer: str,
    age: timedelta = timedelta(hours=1),
) -> x509.Certificate:
    begins = timezone.now() - age
    is_authority = name == "authority"
    made = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + YEAR)
        .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
    )
    if not is_authority:
        names = x509.SubjectAlternativeName([_alternative(name)])
        made = made.add_extension(names, critical=False)
    return made.sign(signed_by, hashes.SHA256())


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _context(
    folder: Path, key: EllipticCurvePrivateKey, made: x509.Certificate
) -> ssl.SSLContext:
    file = folder / "server.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + made.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
