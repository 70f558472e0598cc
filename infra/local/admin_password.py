"""How the first person signs in: a password from the environment, or one made up and shown at each start."""

from __future__ import annotations

import secrets
from pathlib import Path

from chalicelib.adapters.local.durable_files import write_durably
from chalicelib.domain.workspace import Agent
from chalicelib.ports.outside import PasswordCheck

FILE = "admin-password"
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like something else
LENGTH = 16


def first_password(data_dir: Path, given: str) -> str:
    """The password to begin with: the given one, or a new one kept in a file only its owner reads."""
    if given:
        return given
    made = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    write_durably(data_dir / FILE, made.encode())
    return made


def password_to_show(data_dir: Path, given: str, admin: Agent, passwords: PasswordCheck) -> str:
    """What to print beside the sign-in, as long as it is true.

    A password in the environment that is not the admin's becomes it: so nobody is locked out of their
    own machine.
    """
    if given:
        if not passwords.matches(admin.id, given):
            passwords.set(admin.id, given)
        return "(the one in ADMIN_PASSWORD)"
    file = data_dir / FILE
    made = file.read_text() if file.is_file() else ""
    if made and passwords.matches(admin.id, made):
        return made
    return "(the one you chose)"
