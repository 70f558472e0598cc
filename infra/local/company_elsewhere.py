"""The company on platforms and its form: what people say there goes through the product's own code."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from http import HTTPStatus
from typing import Any

from chalicelib.channels.form.inbound import Arrival, submitted, text_of
from chalicelib.channels.meta.webhook import items_of
from chalicelib.domain.form_answers import Problems, checked
from chalicelib.domain.ids import ConversationId, InboxId
from chalicelib.domain.orders import Order, ReplyOrder
from chalicelib.domain.workspace import Agent, Channel
from chalicelib.handlers.webhook_queue import Told, keep_told
from chalicelib.ports.bundle import Ports
from chalicelib.ports.forms import KIND as FORM
from chalicelib.ports.forms import form_channel
from chalicelib.ports.person_thread import identity_of
from chalicelib.ports.writing import kept_text
from chalicelib.usecases.connect_platform import AccountOrder, connect_platform
from chalicelib.usecases.deliver_message import deliver_message
from chalicelib.usecases.open_conversation import open_conversation
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from infra.local.fake_graph.acting import deed
from infra.local.fake_graph.api import FakeGraph
from infra.local.fake_graph.saying import words
from infra.local.fake_graph.state import INSTAGRAM, Due, FakeAccount, FakeMessage, FakePerson
from infra.local.fake_graph.webhooks import follow_ups
from infra.local.seed_files import file_of
from infra.local.story import Beat, Story, begun

VERIFY_TOKEN = "made-up-verify-token"  # noqa: S105 - opens nothing but the stand-in
CONTACT_FORM = "Contact form"


def connect_accounts(ports: Ports, graph: FakeGraph, inbox_id: InboxId, admin: Agent) -> None:
    """A page, an Instagram account and a number, each with what the stand-in wants to see."""
    for account in graph.state.accounts.values():
        secrets = {"app_secret": account.app_secret, "token": account.token, "verify_token": VERIFY_TOKEN}
        name = f"@{account.name}" if account.kind == INSTAGRAM else account.name
        connect_platform(
            ports,
            AccountOrder(
                account.kind, inbox_id, account.id, name, account.app_id, secrets, account.business_id
            ),
            Order(admin),
        )


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Tells stories that begin on a platform or with a form. `graph` is the stand-in, served at `url`;
    `order` is who orders in a beat."""

    ports: Ports
    graph: FakeGraph
    url: str
    order: Callable[[Beat], Order]

    @property
    def does(self) -> Mapping[str, Callable[[Story, Beat], None]]:
        """What its beats say, by the word that each begins with."""
        return {
            "says": self._says,
            "file": self._says,
            "presses": self._presses,
            "reacts": self._reacts,
            "answer": self._answers,
            "sends": self._sends,
        }

    def _says(self, story: Story, beat: Beat) -> None:
        account, person = self._account(story), self._person(story)
        told: dict[str, Any] = {"account": account.id, "person": person.id, "text": beat.get("says", "")}
        if name := beat.get("file"):
            top, sub, content = file_of(name)
            encoded = b64encode(content).decode()
            told["file"] = {"name": name, "content_type": f"{top}/{sub}", "content": encoded}
        self._told(story, words(self.graph.state, told, self.url)[1])

    def _presses(self, story: Story, beat: Beat) -> None:
        offered = self._last_of_ours(story).content["message"]["quick_replies"]
        pressed = next(one for one in offered if one["title"] == beat["presses"])
        self._act(story, {"kind": "press", "title": pressed["title"], "payload": pressed["payload"]})

    def _reacts(self, story: Story, beat: Beat) -> None:
        message = self._last_of_ours(story).id
        self._act(story, {"kind": "react", "message": message, "emoji": beat["reacts"]})

    def _act(self, story: Story, act: Mapping[str, Any]) -> None:
        self._told(story, deed(self.graph.state, self._account(story), self._person(story), act))

    def _told(self, story: Story, due: Due) -> None:
        """What a person did; the stand-in's journal has it as taken."""
        self._take(story, due.event)
        due.line.statuses.append(HTTPStatus.OK)

    def _answers(self, story: Story, beat: Beat) -> None:
        """Goes to the stand-in, which tells what becomes of it as Meta does."""
        ports, conversation_id = self.ports, begun(story)
        before = len(self.graph.state.messages)
        order = ReplyOrder(
            conversation_id=conversation_id,
            by=self.order(beat),
            text=beat["answer"].strip(),
            last_seq=ports.conversations.head(conversation_id).seq,
            quick_replies=tuple(beat.get("choices", ())),
        )
        open_conversation(ports, conversation_id, None)
        reply_to_conversation(ports, order)
        deliver_message(ports, conversation_id)
        for message in self.graph.state.messages[before:]:
            for event in follow_ups(self._account(story), message)[1:]:  # the first tells what we know
                self._take(story, event)

    def _take(self, story: Story, webhook: Mapping[str, Any]) -> None:
        """The way of every webhook: see `chalicelib/handlers/webhook_queue.py`."""
        ports, raw = self.ports, json.dumps(webhook).encode()
        channel = self._channel(story.to)
        kept, at = ports.blobs.put(raw), ports.now()
        for place, item in enumerate(items_of(raw).items):
            job = {"channel": channel.id, "raw": kept, "place": place, "at": at.isoformat()}
            keep_told(Told(ports, channel, job, item, is_last_try=False))
        story.conversation_id = story.conversation_id or self._conversation_with(story)

    def _conversation_with(self, story: Story) -> ConversationId:
        """Their newest one."""
        contact = self.ports.contacts.by_identity(identity_of(self._channel(story.to), story.sender))
        assert contact is not None
        (newest,) = self.ports.lists.of_contact(contact.id, 1)
        return newest

    def _sends(self, story: Story, beat: Beat) -> None:
        """The way of every form: see `chalicelib/handlers/form_intake.py`."""
        ports, found = self.ports, form_channel(self.ports, self._channel(FORM).id)
        name, address = parseaddr(story.sender)
        values = {"name": (name,), "email": (address,), "message": (beat["sends"].strip(),)}
        submission = checked(found.form, values, (), "en")
        assert not isinstance(submission, Problems), submission
        _, _, full_text = kept_text(ports.blobs, text_of(submission.rows))
        arrival = Arrival(
            id=ports.new_id(),
            at=ports.now(),
            title=CONTACT_FORM,
            page="https://lamps.example/contact",
            full_text=full_text,
        )
        story.conversation_id = receive_message(
            ports, submitted(found.channel, submission, arrival)
        ).conversation_id

    def _last_of_ours(self, story: Story) -> FakeMessage:
        person = self._person(story).id
        return next(one for one in reversed(self.graph.state.messages) if one.person_id == person)

    def _channel(self, kind: str) -> Channel:
        return next(one for one in self.ports.workspace.channels() if one.kind == kind)

    def _account(self, story: Story) -> FakeAccount:
        return self.graph.state.accounts[self._channel(story.to).address]

    def _person(self, story: Story) -> FakePerson:
        return self.graph.state.people[story.sender]
