"""What the stand-in for the Graph API knows: accounts, people, messages, files, and what shall go wrong."""

from __future__ import annotations

import itertools
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from infra.local.fake_graph.journal import Journal, Line

PICTURE = "{here}/pictures/{id}.png"
PAGE, INSTAGRAM, WHATSAPP = "messenger", "instagram", "whatsapp"
LONGEST_NUMBER = 13
ALL_FIELDS = (
    *("messages", "messaging_postbacks", "message_echoes", "message_deliveries", "message_reads"),
    *("messaging_optins", "messaging_referrals", "message_reactions", "message_edits", "messaging_handovers"),
    *("standby", "messaging_account_linking", "messaging_policy_enforcement"),
)
SCOPES = {
    PAGE: ("pages_messaging", "pages_manage_metadata", "pages_read_engagement"),
    INSTAGRAM: ("instagram_basic", "instagram_manage_messages", "pages_manage_metadata", "pages_messaging"),
    WHATSAPP: ("whatsapp_business_messaging", "whatsapp_business_management"),
}


Recalls = Callable[[str, str, str], tuple[str, datetime] | None]
"""By kind, account and person: name and last message of somebody who wrote before this process began."""


@dataclass(slots=True)
class FakeAccount:
    """A page, an Instagram account or a phone number, with the app that speaks for it.

    `page_id` is the page that an Instagram account is linked to; `business_id` is WhatsApp's. `callback` is
    where its webhooks go, "" for nowhere. `subscribed` is `None` while the app is not told anything.
    `takes_fields` are those it can be told.
    `is_open`: anybody may be written to at any time, since this stand-in has not heard of them.
    """

    kind: str
    id: str
    name: str
    token: str
    app_id: str = "7008009001"
    app_secret: str = "made-up-app-secret"  # noqa: S105 - of the stand-in
    page_id: str = ""
    business_id: str = ""
    callback: str = ""
    verify_token: str = ""
    scopes: tuple[str, ...] = ()
    subscribed: tuple[str, ...] | None = None
    takes_fields: tuple[str, ...] = ALL_FIELDS
    expires_at: int = 0
    is_valid: bool = True
    is_open: bool = False

    def __post_init__(self) -> None:
        self.scopes = self.scopes or SCOPES[self.kind]

    @property
    def speaks_as(self) -> str:
        """What `me` is for the token: the page, also of an Instagram account."""
        return self.page_id or self.id


@dataclass(slots=True)
class FakePerson:
    """Somebody who can be written to. `wrote_at` is when they wrote last, by account.

    `away` are the accounts by which they cannot be reached now. `picture` is where theirs lies, `{here}`
    being the address of this stand-in and `{id}` theirs; "" for nobody's picture.
    """

    id: str
    first_name: str
    last_name: str
    username: str
    picture: str = PICTURE
    wrote_at: dict[str, datetime] = field(default_factory=dict)
    away: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def has_number(self) -> bool:
        """Whether the id is a phone's number, by which WhatsApp knows people; other ids are longer."""
        return len(self.id) <= LONGEST_NUMBER


@dataclass(frozen=True, slots=True)
class FakeMessage:
    """A message that was taken: `content` is what the call held, `media` the files by their id here."""

    id: str
    account_id: str
    person_id: str
    content: Mapping[str, Any]
    at: datetime
    media: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """A webhook that the product is to be told, and the line that keeps what it answers."""

    event: dict[str, Any]
    line: Line


@dataclass(frozen=True, slots=True)
class FakeMedia:
    name: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Failure:
    """What the next calls are answered with instead. `path` is the end of those it is meant for, `method` how
    they are made ("" for any).

    `carried_out`: the call is done all the same, as when an answer is lost.
    """

    status: int = 400
    code: int | None = 2
    subcode: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    path: str = ""
    times: int = 1
    carried_out: bool = False
    method: str = ""


def people() -> dict[str, FakePerson]:
    """Made up; WhatsApp knows people by a number, the others by an id of the account."""
    return {
        person.id: person
        for person in (
            FakePerson("24680135792468", "Ana", "Ruiz", "ana.draws"),
            FakePerson("35791246803579", "Nuno", "Reis", "nunoreis"),
            FakePerson("351900000001", "Carla", "Brandt", "carla.b"),
            FakePerson("34600000002", "Iker", "Sanz", "iker"),
            FakePerson("17840000000000077", "Lena", "Vogt", "lena.vogt", picture=""),
        )
    }


def _nowhere(_message_id: str) -> None:
    return None


Traced = Callable[[str], tuple[str, int] | None]


class FakeState:
    """Everything, behind one lock. `clock` is the product's, so that windows can be tried.

    `traced` tells in which conversation the product has a message, and how often, where that can be asked.

    `takes_later`: a token that is not known yet may be known soon, unless it begins with `wrong`.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.lock = threading.RLock()
        self.accounts: dict[str, FakeAccount] = {}
        self.people = people()
        self.messages: list[FakeMessage] = []
        self.shown: list[tuple[str, str, str]] = []
        self.shown_at: dict[tuple[str, str, str], datetime] = {}
        self.journal = Journal()
        self.held: dict[str, list[Due]] = {}
        self.media: dict[str, FakeMedia] = {}
        self.templates: dict[str, list[dict[str, Any]]] = {}
        self.failures: list[Failure] = []
        self.usage: dict[str, str] = {}
        self.takes_later = False
        self.recalls: Recalls = lambda kind, account_id, person_id: None
        self.traced: Traced = _nowhere
        self._numbers = itertools.count(1)

    def add(self, account: FakeAccount) -> FakeAccount:
        """A further account, told nothing yet."""
        with self.lock:
            self.accounts[account.id] = account
        return account

    def account_of(self, token: str) -> FakeAccount | None:
        """Whose token it is."""
        return next((one for one in self.accounts.values() if one.token == token and one.is_valid), None)

    def has_ended(self, token: str) -> bool:
        """Whether it was the token of an account, and is no longer."""
        return any(one.token == token and not one.is_valid for one in self.accounts.values())

    def heard(self, account: FakeAccount, person_id: str) -> None:
        """Somebody this stand-in has not heard of: the product may remember them. Else they write to an open
        account just now, and are called by their id."""
        known = self.people.get(person_id)
        if known is None or account.id not in known.wrote_at:
            self._recall(account, person_id)
        if account.is_open and person_id:
            name = f"Person {person_id[-4:]}"
            person = self.people.setdefault(person_id, FakePerson(person_id, name, "", name.lower()))
            person.wrote_at[account.id] = self.clock()

    def _recall(self, account: FakeAccount, person_id: str) -> None:
        if found := self.recalls(account.kind, account.id, person_id):
            first, _, last = found[0].partition(" ")
            new = FakePerson(person_id, first, last, first.lower())
            self.people.setdefault(person_id, new).wrote_at[account.id] = found[1]

    def of_app(self, token: str) -> bool:
        """Whether it is the token of an app that speaks for one of the accounts."""
        return any(f"{one.app_id}|{one.app_secret}" == token for one in self.accounts.values())

    def wrote(self, account_id: str, person_id: str) -> None:
        """The person wrote to the account just now: the window is open."""
        with self.lock:
            self.people[person_id].wrote_at[account_id] = self.clock()

    def show(self, account_id: str, whom: str, action: str) -> None:
        """The product shows that somebody reads or types: to a person, on WhatsApp under their message."""
        self.shown.append((account_id, whom, action))
        self.shown_at[(account_id, whom, action)] = self.clock()

    def number(self) -> int:
        return next(self._numbers)

    def message_id(self, kind: str) -> str:
        """As long and as strange as the real ones."""
        random = secrets.token_urlsafe(24)
        return f"wamid.{random}" if kind == WHATSAPP else f"m_{random}"

    def keep_media(self, media: FakeMedia) -> str:
        """Its id."""
        with self.lock:
            media_id = f"8{self.number():014d}"
            self.media[media_id] = media
        return media_id

    def page_of(self, account: FakeAccount) -> FakeAccount:
        """Whose list of webhook fields counts: an Instagram account and its page have one."""
        return self.accounts.get(account.speaks_as, account)

    def failure_for(self, method: str, path: str) -> Failure | None:
        """The failure that is due for a call, which uses one of its times."""
        with self.lock:
            for index, failure in enumerate(self.failures):
                if path.endswith(failure.path) and failure.method in ("", method):
                    left = failure.times - 1
                    kept = [] if left == 0 else [replace(failure, times=left)]
                    self.failures[index : index + 1] = kept
                    return failure
        return None
