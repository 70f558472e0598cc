"""The screens as a person meets them: found by what they read and hear, never by how they are built."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsing import SOON
from tests.journeys.product import ADMIN, PASSWORD

HELD = 40_000  # an answer is held for eight seconds, to be taken back


@dataclass(frozen=True, slots=True)
class Words:
    """How the screens name what a test touches, in one language."""

    email: re.Pattern[str]
    password: re.Pattern[str]
    sign_in: re.Pattern[str]
    views: re.Pattern[str]
    conversations: re.Pattern[str]
    reply: re.Pattern[str]
    note: re.Pattern[str]
    send: re.Pattern[str]
    sent: re.Pattern[str]
    close: re.Pattern[str]


def either(*words: str) -> re.Pattern[str]:
    """One of these names, whole."""
    return re.compile(rf"^({'|'.join(words)})$", re.IGNORECASE)


WORDS = Words(
    email=either("Email", "Correo", "Correo electrónico"),
    password=either("Password", "Contraseña"),
    sign_in=either("Sign in", "Entrar", "Iniciar sesión"),
    views=either("Views", "Vistas"),
    conversations=either("Conversations", "Conversaciones"),
    reply=either("Reply", "Responder", "Respuesta"),
    note=either("Note", "Nota"),
    send=either("Send", "Enviar"),
    sent=re.compile(r"\b(Sent|Enviado)\b"),
    close=either("Close", "Cerrar"),
)


class SignInScreen:
    """The door."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def sign_in(self, email: str = ADMIN, password: str = PASSWORD) -> InboxScreen:
        """In, with the list on the screen."""
        self._page.get_by_label(WORDS.email).fill(email)
        self._page.get_by_label(WORDS.password).fill(password)
        self._page.get_by_role("button", name=WORDS.sign_in).click()
        inbox = InboxScreen(self._page)
        expect(inbox.list_region).to_be_visible(timeout=SOON)
        return inbox


class InboxScreen:
    """Views, list and thread."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.list_region = page.get_by_role("region", name=WORDS.conversations)
        self.rows = self.list_region.get_by_role("link").filter(has=page.locator("xpath=ancestor::li"))

    def row(self, subject: str) -> Locator:
        """The row of the conversation about `subject`."""
        return self.list_region.get_by_role("listitem").get_by_role("link", name=subject)

    def open(self, subject: str) -> ThreadScreen:
        self.row(subject).first.click()
        thread = ThreadScreen(self._page)
        expect(thread.head(subject)).to_be_visible(timeout=SOON)
        return thread


class ThreadScreen:
    """One conversation, with its composer."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.log = page.get_by_role("log")
        self.reply_box = page.get_by_role("textbox", name=WORDS.reply)
        self.note_box = page.get_by_role("textbox", name=WORDS.note)

    def head(self, subject: str) -> Locator:
        return self._page.get_by_role("heading", name=subject)

    def says(self, text: str) -> Locator:
        """The message with that text, ours or theirs."""
        return self.log.get_by_text(text)

    def is_sent(self, text: str, within: float = SOON) -> None:
        """Below the message it says that it went out."""
        said = re.compile(rf"{re.escape(text)}.*{WORDS.sent.pattern}", re.DOTALL)
        expect(self.log).to_contain_text(said, timeout=within)

    def reply(self, text: str) -> None:
        """Write and send; it goes out after the seconds in which it can be taken back."""
        self.reply_box.click()
        self._page.keyboard.type(text)
        self._page.get_by_role("button", name=WORDS.send).click()

    def note(self, text: str) -> None:
        self._page.get_by_role("tab", name=WORDS.note).click()
        self.note_box.click()
        self._page.keyboard.type(text)
        self._page.keyboard.press("Control+Enter")
