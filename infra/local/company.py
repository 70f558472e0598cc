"""A small company to look at: some weeks of mail, told by the product's own use-cases at their own time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from email.utils import parseaddr

from chalicelib.channels.email.intake import MailRoom, take_in
from chalicelib.channels.email.notification import read_notification
from chalicelib.domain.entry import Direction, Entry, Message, Status
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.orders import Order, ReplyOrder
from chalicelib.domain.reply_token import local_part
from chalicelib.domain.sending_errors import SendUnsure
from chalicelib.domain.workspace import Agent, Role
from chalicelib.ports.bundle import Ports
from chalicelib.ports.outside import Outbound
from chalicelib.usecases.assign_conversation import assign_conversation
from chalicelib.usecases.comment_on_conversation import comment_on_conversation
from chalicelib.usecases.deliver_message import deliver_message
from chalicelib.usecases.open_conversation import open_conversation
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from chalicelib.usecases.set_conversation_status import set_conversation_status
from infra.local.arriving import Envelope, notification
from infra.local.company_elsewhere import Elsewhere
from infra.local.fake_graph.api import FakeGraph
from infra.local.seed_clock import SeedClock
from infra.local.seed_mail import Earlier, SeedMail, bounce, written
from infra.local.story import DOMAIN, STORIES, Beat, Story, begun, span, stories_in

COLLEAGUES = (
    ("Marta Ruiz", "marta@bandeja.test", Role.AGENT, "es"),
    ("Tom Becker", "tom@bandeja.test", Role.AGENT, "en"),
)
VENTAS = ("Ventas", "ventas@bandeja.test", "Bandeja · Equipo de ventas")


class BrokenLine:
    """A mail server that hung up at the worst moment: for the one mail nobody is sure about."""

    def send(self, outbound: Outbound) -> str:
        raise SendUnsure("The line broke after the mail was handed over")

    def found(self, key: str, attempt: int) -> str | None:
        return None


def tell_stories(ports: Ports, clock: SeedClock, graph: FakeGraph, url: str) -> int:
    """Let everything happen that the story files tell; how many conversations there are then.

    `graph` is the stand-in for the Graph API, served at `url`. What is told of a kind of channel that is not
    connected is left out.
    """
    now = clock()
    kinds = {channel.kind for channel in ports.workspace.channels()}
    there = [one for one in stories_in(STORIES, now) if "@" in one.to or one.to in kinds]
    stories = sorted(there, key=lambda story: story.at)
    teller = Teller(ports, clock)
    teller.learn(Elsewhere(ports, graph, url, teller.order).does)
    for story in stories:
        teller.tell(story)
    clock.set(now)
    return len(stories)


class Teller:
    """Does what a beat says: the first word of the product's own language that it names."""

    def __init__(self, ports: Ports, clock: SeedClock) -> None:
        self._ports = ports
        self._clock = clock
        self._agents = {agent.email.partition("@")[0]: agent for agent in ports.workspace.agents()}
        self._does: dict[str, Callable[[Story, Beat], None]] = {
            "mail": self._mail,
            "reply": self._reply,
            "note": self._note,
            "assign": self._assign,
            "status": self._status,
            "bounce": self._bounce,
            "seen": self._seen,
        }

    def learn(self, more: Mapping[str, Callable[[Story, Beat], None]]) -> None:
        """Further beats, by the word that names them."""
        self._does = {**self._does, **more}

    def tell(self, story: Story) -> None:
        """From the first mail to the last thing that happened."""
        for beat in story.beats:
            story.at += span(beat.get("after", ""))
            self._clock.set(story.at)
            what = next(name for name in self._does if name in beat)
            self._does[what](story, beat)

    def _mail(self, story: Story, beat: Beat) -> None:
        mail = SeedMail(
            sender=beat.get("from", story.sender),
            to=story.to,
            subject=story.subject,
            text=beat["mail"].strip(),
            at=story.at,
            message_id=self._message_id(story),
            cc=beat.get("cc", ""),
            as_html=beat.get("html", False),
            files=tuple(beat.get("files", ())),
        )
        if story.conversation_id:
            answers = self._last_answer(story.conversation_id)
            mail = replace(mail, subject=f"Re: {story.subject}", answers=answers)
        self._take(story, mail.sender, written(mail))

    def _bounce(self, story: Story, beat: Beat) -> None:
        assert story.conversation_id is not None
        server = "MAILER-DAEMON@" + story.sender.rpartition("@")[2].strip(">")
        mail = SeedMail(
            sender=server,
            to=story.to,
            subject="Undelivered Mail Returned to Sender",
            text="I'm sorry to have to inform you that your message could not be delivered.",
            at=story.at,
            message_id=self._message_id(story),
            answers=self._last_answer(story.conversation_id),
        )
        self._take(story, "", bounce(mail, parseaddr(story.sender)[1], beat["bounce"]))

    def _take(self, story: Story, sender: str, raw: bytes) -> None:
        """The way of every mail: see `chalicelib/handlers/mail_queue.py`."""
        ports, to = self._ports, story.to
        if story.conversation_id:
            token = local_part(ports.secrets.key("reply-token"), story.conversation_id)
            to = f"{token}@{DOMAIN}"
        envelope = Envelope(parseaddr(sender)[1], (to,))
        notice = read_notification(notification(ports.new_id(), envelope, story.at))
        room = MailRoom(
            ports.workspace.channels(),
            ports.blobs,
            ports.secrets.key("reply-token"),
            lambda conversation_id: ports.conversations.head(conversation_id).channel_id,
        )
        for inbound in take_in(notice, raw, room):
            story.conversation_id = receive_message(ports, inbound).conversation_id

    def _reply(self, story: Story, beat: Beat) -> None:
        ports = self._ports
        if beat.get("unsure"):
            ports = replace(ports, gateways={"email": BrokenLine()})
        order = ReplyOrder(
            conversation_id=begun(story),
            by=self.order(beat),
            text=beat["reply"].strip(),
            last_seq=self._ports.conversations.head(begun(story)).seq,
        )
        self._seen(story, beat)
        reply_to_conversation(ports, order)
        deliver_message(ports, begun(story))

    def _note(self, story: Story, beat: Beat) -> None:
        comment_on_conversation(self._ports, begun(story), beat["note"].strip(), self.order(beat))
        self._seen(story, beat)

    def _assign(self, story: Story, beat: Beat) -> None:
        owner = None if beat["assign"] == "nobody" else self._agents[beat["assign"]].id
        assign_conversation(self._ports, begun(story), owner, self.order(beat))

    def _status(self, story: Story, beat: Beat) -> None:
        self._seen(story, beat)
        set_conversation_status(self._ports, begun(story), Status(beat["status"]), self.order(beat))

    def _seen(self, story: Story, beat: Beat) -> None:
        del beat
        open_conversation(self._ports, begun(story), None)

    def order(self, beat: Beat) -> Order:
        """Who does what a beat says."""
        agent: Agent = self._agents[beat["by"]]
        return Order(agent)

    def _message_id(self, story: Story) -> str:
        host = story.sender.rpartition("@")[2].strip(">")
        return f"<{self._ports.new_id()}@mail.{host}>"

    def _last_answer(self, conversation_id: ConversationId) -> Earlier | None:
        """What the customer has before them: the last message, ours if there is one."""
        entries = self._ports.conversations.entries(conversation_id)
        messages = [(entry, entry.content) for entry in entries if isinstance(entry.content, Message)]
        ours = [pair for pair in messages if pair[1].direction is Direction.OUT]
        return _earlier(*(ours or messages)[-1])


def _earlier(entry: Entry, message: Message) -> Earlier:
    who = f"{message.sender.name} <{message.sender.address}>"
    return Earlier(message.message_id, message.references, who, entry.at, message.text)
