"""Ed25519 signatures of checkpoints and heads. The one module that needs `cryptography` (`after-rules[sign]`)."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.audit.head import Signature
from engine.messages.words import phrase
from engine.source.report import Diagnostic, Rejected, Report

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs with a private key."""

    key: "Ed25519PrivateKey"

    def sign(self, text: str) -> Signature:
        return Signature(_id(self.key.public_key()), self.key.sign(text.encode()).hex())


@dataclass(frozen=True, slots=True)
class Verifier:
    """Verifies with a public key."""

    key: "Ed25519PublicKey"

    @property
    def id(self) -> str:
        return _id(self.key)

    def verifies(self, text: str, signature: Signature) -> bool:
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 (an extra)

        try:
            self.key.verify(bytes.fromhex(signature.ed25519), text.encode())
        except (InvalidSignature, ValueError):
            return False
        return True


def read_signer(path: Path) -> Signer:
    """Return the signer with the private key in the PEM file `path`. Raises `Rejected` (about: usage): A125, A127."""
    _needed()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415

    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        raise _refused(path) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise _refused(path)
    return Signer(key)


def read_verifier(path: Path) -> Verifier:
    """Return the verifier with the public key in the PEM file `path`. Raises `Rejected` (about: usage): A125, A127."""
    _needed()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import load_pem_public_key  # noqa: PLC0415

    try:
        key = load_pem_public_key(path.read_bytes())
    except (OSError, ValueError):
        raise _refused(path) from None
    if not isinstance(key, Ed25519PublicKey):
        raise _refused(path)
    return Verifier(key)


def write_keys(path: Path) -> str:
    """Write a new private key to `path`, its public one to `path`.pub; return the id of the pair.

    Nothing that exists is replaced. Raises `Rejected` (about: usage): A125, and `OSError`.
    """
    _needed()
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

    pem = serialization.Encoding.PEM
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    public = key.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
    for target, content in ((path, private), (path.with_name(f"{path.name}.pub"), public)):
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
    return _id(key.public_key())


def _id(key: "Ed25519PublicKey") -> str:
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:16]


def _needed() -> None:
    try:
        import cryptography  # noqa: F401, PLC0415 (an extra)
    except ImportError:
        report = Report("usage")
        report.add(Diagnostic(code="A125", span=None, help=phrase("audit.help.install")))
        raise Rejected(report) from None


def _refused(path: Path) -> Rejected:
    report = Report("usage")
    report.add(Diagnostic(code="A127", span=None, values={"file": path.as_posix()}))
    return Rejected(report)
