"""The key: who is who. It lies outside the study, encrypted with a passphrase that is stored nowhere.

The file is one line of JSON that says how the passphrase becomes a key (scrypt, with a random salt), and one line that is
encrypted and signed (Fernet: AES-128-CBC with HMAC-SHA-256, of the package cryptography).
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from placemeaning.errors import MissingExtra, ProjectError
from placemeaning.folder import write_whole
from placemeaning.privacy.mention import Kind, Part

FOLDER = "PLACEMEANING_KEYS"
"""The environment variable that names another folder for keys than ``~/.placemeaning/keys``."""
_COST = {"n": 2**15, "r": 8, "p": 1}
_SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """One name and its pseudonym, every way in which the name was written, and the documents it was in."""

    kind: Kind
    name: str
    part: Part
    pseudonym: str
    forms: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """All entries of a study."""

    entries: tuple[Entry, ...] = ()

    def given(self) -> dict[tuple[str, str], str]:
        """Return the pseudonyms by kind and name."""
        return {(one.kind, one.name): one.pseudonym for one in self.entries}

    def known(self) -> dict[str, Part]:
        """Return the names of people in one word, with their parts."""
        return {one.name: one.part for one in self.entries if one.kind == "person" and " " not in one.name}

    def merged(self, more: Iterable[Entry]) -> Key:
        """Return the key with further entries; those of the same name become one."""
        found = {(one.kind, one.name): one for one in self.entries}
        for one in more:
            old = found.get((one.kind, one.name))
            forms = dict.fromkeys((*old.forms, *one.forms)) if old else one.forms
            documents = dict.fromkeys((*old.documents, *one.documents)) if old else one.documents
            found[one.kind, one.name] = replace(one, forms=tuple(forms), documents=tuple(documents))
        return Key(tuple(found.values()))

    def without(self, document: str) -> Key:
        """Return the key without what only one document held."""
        left = [replace(one, documents=tuple(name for name in one.documents if name != document)) for one in self.entries]
        return Key(tuple(one for one in left if one.documents))


def place_of_key(root: Path, path: str | Path | None = None, *, inside: bool = False) -> Path:
    """Return where the key of a study lies.

    Parameters
    ----------
    path
        Another file than ``~/.placemeaning/keys/<study>-<number>.key``.
    inside
        Whether it may lie in the study's own folder, where everybody who gets the study gets the key.

    Raises
    ------
    ValueError
        If it lies in the study's folder and `inside` is not given.
    """
    if path is None:
        number = hashlib.sha256(str(root).encode("utf-8")).hexdigest()[:8]
        keys = Path(os.environ.get(FOLDER) or Path.home() / ".placemeaning" / "keys")
        path = keys / f"{root.name}-{number}.key"
    found = Path(path).expanduser().resolve()
    if found.is_relative_to(root.resolve()) and not inside:
        raise ValueError(
            f"key={str(found)!r} lies in the study's own folder: whoever gets the study gets the key. Choose a file elsewhere, "
            f"or say key_inside=True if you really want this."
        )
    return found


def read_key(path: Path, passphrase: str | None) -> Key:
    """Return the key in a file; an empty one where there is no file.

    Raises
    ------
    ProjectError
        If the passphrase is not the right one, or the file is damaged.
    ValueError
        If no passphrase is given and there is a file.
    """
    if not path.exists():
        return Key()
    if passphrase is None:
        raise ValueError(f"the key of this study lies in {path}; give passphrase= to open it")
    try:
        head, token = path.read_bytes().split(b"\n", 1)
        about = json.loads(head)
        salt, cost = base64.b64decode(about["salt"]), {name: int(about[name]) for name in ("n", "r", "p")}
        if cost["n"] * cost["r"] * cost["p"] > 2**22:
            raise ValueError
    except (ValueError, KeyError, TypeError):
        raise ProjectError(f"{path}: this is not a key of placemeaning, or it is damaged. Restore it from a backup.") from None
    try:
        content = json.loads(_cipher(passphrase, salt, cost).decrypt(token.strip()))
    except _InvalidToken():
        raise ProjectError(f"{path}: the passphrase does not open this key (or the file is damaged). Nothing was changed.") from None
    return Key(tuple(Entry(**{**one, "forms": tuple(one["forms"]), "documents": tuple(one["documents"])}) for one in content["entries"]))


def write_key(path: Path, key: Key, passphrase: str) -> None:
    """Write a key, encrypted, readable for its owner only.

    Raises
    ------
    ValueError
        If the passphrase is shorter than eight characters.
    """
    check_passphrase(passphrase)
    salt = os.urandom(16)
    content = json.dumps({"entries": [asdict(one) for one in key.entries]}, ensure_ascii=False).encode("utf-8")
    token = _cipher(passphrase, salt, _COST).encrypt(content)
    head = {"placemeaning": "key", "kdf": "scrypt", **_COST, "salt": base64.b64encode(salt).decode("ascii")}
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(path, json.dumps(head).encode("ascii") + b"\n" + token + b"\n")
    os.chmod(path, 0o600)


def check_passphrase(passphrase: str | None) -> str:
    """Return a passphrase that can be used; ValueError where it is missing or too short."""
    if passphrase is None:
        raise ValueError(
            "give passphrase=: the key (who is who) is encrypted with it. It is stored nowhere, so keep it in a password manager."
        )
    if len(passphrase) < _SHORTEST:
        raise ValueError(f"a passphrase needs at least {_SHORTEST} characters; several words are best")
    return passphrase


class _Cipher:
    def __init__(self, key: bytes) -> None:
        from cryptography.fernet import Fernet

        self._fernet = Fernet(key)

    def encrypt(self, content: bytes) -> bytes:
        return self._fernet.encrypt(content)

    def decrypt(self, token: bytes) -> bytes:
        return self._fernet.decrypt(token)


def _cipher(passphrase: str, salt: bytes, cost: dict[str, int]) -> _Cipher:
    try:
        secret = hashlib.scrypt(passphrase.encode("utf-8"), salt=salt, dklen=32, maxmem=2**27, **cost)
        return _Cipher(base64.urlsafe_b64encode(secret))
    except ImportError:
        raise MissingExtra("the key is encrypted with the package cryptography: pip install cryptography") from None


def _InvalidToken() -> type[Exception]:  # noqa: N802 - the name of what it returns
    from cryptography.fernet import InvalidToken

    return InvalidToken
