"""How a mail is wrapped, for the line that says so: signed, encrypted, or packed as Outlook does."""

from __future__ import annotations

from chalicelib.channels.email.inbound_mail import InboundMail

BEGINNING = 20_000
_BY_TYPE = {
    "application/pgp-encrypted": "pgp_encrypted",
    "application/pgp-signature": "pgp_signed",
    "application/pkcs7-signature": "smime_signed",
    "application/x-pkcs7-signature": "smime_signed",
    "application/ms-tnef": "tnef",
    "application/vnd.ms-tnef": "tnef",
}
_CMS = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_ARMOUR = {
    "-----BEGIN PGP MESSAGE-----": "pgp_encrypted",
    "-----BEGIN PGP SIGNED MESSAGE-----": "pgp_signed",
}


def protection_of(mail: InboundMail) -> str:
    """pgp_encrypted, pgp_signed, smime_encrypted, smime_signed, encrypted, signed, tnef, or "".

    tnef: a winmail.dat that could not be unpacked. Signatures are not checked.
    """
    found = [kind for file in mail.attachments if (kind := _of_file(mail, file.content_type, file.name))]
    found += [kind for mark, kind in _ARMOUR.items() if mark in mail.text[:BEGINNING]]
    for end in ("_encrypted", "_signed", "tnef"):
        if kind := next((kind for kind in found if kind.endswith(end)), ""):
            return kind
    return mail.protection


def _of_file(mail: InboundMail, content_type: str, name: str) -> str:
    if content_type in _CMS:
        return f"smime_{mail.protection or 'encrypted'}"
    if name.lower() == "winmail.dat":
        return "tnef"
    return _BY_TYPE.get(content_type, "")
