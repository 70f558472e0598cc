"""Which charset undeclared text in Latin letters is in: the one that makes letters of one language of it."""

import re

_PUNCTUATION = "\u00a0¡¢£§©«®°±·»¿–—‘’‚“”„†•…‰€™"
# Signs that no word has inside: there they are letters in another charset.
_SIGN_IN_WORD = re.compile(r"[^\W\d_](?:±|[‘„†‰£¢¡¿][^\W\d_])")
# Letters beyond ASCII, by language; "!" in front: a language that knows the letters k and w.
_CENTRAL = "!ąćęłńóśźż !áčďéěíňóřšťúůýž !áäčďéíĺľňóôŕšťúýž !áéíóöőúüű ăâîşţ !čćđšž"
_LETTERS = {
    "cp1254": "!çğıiöşüâî",
    "cp1252": "!äöüßé áàâçéèêëîïôùûüœæ áéíñóúüºª ãáâàçéêíóôõúü àèéìòùí !åäöéü !æøåéü !áéíóúýðþæö !éëïöáóèü",
    "cp850": "!äöüßé áàâçéèêëîïôùûü áéíñóú ãáâàçéêíóôõúü !åäöéü !æøåéü",
    "mac-roman": "!äöüßé áàâçéèêëîïôùûüœæ áéíñóúü !åäöéü !æøåéü",
    "cp1250": _CENTRAL,
    "iso8859-2": _CENTRAL,
    "cp1257": "!ąčęėįšųūž !āčēģīķļņšūž !äöüõšž",
}
_LANGUAGES = [
    (codec, frozenset(letters.lstrip("!")), letters.startswith("!"))
    for codec, languages in _LETTERS.items()
    for letters in languages.split()
]
_NORTHERN = re.compile(rb"[kKwW]")
_TURKISH = re.compile(rb"[\xd0\xdd\xde\xf0\xfd\xfe]")  # where cp1254 differs from cp1252
_MANY_NORTHERN = 0.02


def latin_charset(sample: bytes) -> str:
    """A Python codec name; cp1252 when no language fits, and when several do."""
    letters = sum(map(sample.count, b"etaoinrsdlu")) or 1
    has_northern = len(_NORTHERN.findall(sample)) / letters > _MANY_NORTHERN
    for codec, known, is_northern in _LANGUAGES:
        if is_northern < has_northern or (codec == "cp1254" and not _TURKISH.search(sample)):
            continue
        try:
            text = sample.decode(codec)
        except UnicodeDecodeError:
            continue
        letters_of_it = (char for char in text.replace("İ", "i").lower() if char > "\x7f")
        if all(char in known or char in _PUNCTUATION for char in letters_of_it) and not _SIGN_IN_WORD.search(
            text
        ):
            return codec
    return "cp1252"
