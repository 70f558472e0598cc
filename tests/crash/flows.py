"""The ways through the product, each told once: what people do, until all is quiet again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial

from chalicelib.domain.entry import Delivery, DeliveryOutcome, Direction, Mailbox, Message, Status
from chalicelib.domain.errors import NoSuchQuarantined
from chalicelib.domain.ids import ChannelId, ConversationId
from chalicelib.domain.orders import NewMailOrder, Order, ReleaseOrder, ReplyOrder
from chalicelib.domain.receipt import ExternalId, Receipt
from chalicelib.domain.workspace import Agent
from chalicelib.handlers.mail_room import quarantine_door
from chalicelib.ports.bundle import Ports
from chalicelib.usecases.assign_conversation import assign_conversation
from chalicelib.usecases.comment_on_conversation import comment_on_conversation
from chalicelib.usecases.confirm_arrival import confirm_arrival
from chalicelib.usecases.merge_conversations import merge_conversations
from chalicelib.usecases.open_conversation import open_conversation
from chalicelib.usecases.release_quarantined import release_quarantined
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from chalicelib.usecases.resend_message import resend_message
from chalicelib.usecases.retry_quarantined import retry_quarantined
from chalicelib.usecases.set_conversation_status import set_conversation_status
from chalicelib.usecases.split_off_message import split_off_message
from chalicelib.usecases.start_conversation import start_conversation
from chalicelib.usecases.unmerge_conversation import unmerge_conversation
from tests.crash.checker import Ledger, ids_in, logs
from tests.crash.letters import CARLA, Letter, a_bounce, a_letter
from tests.crash.world import ANA, BO, SUPPORT, World

SALES = replace(SUPPORT, id=ChannelId("b2" * 16), name="Sales", address="sales@bandeja.test")


@dataclass
class Story:
    """A world and what people in it were promised."""

    world: World
    ledger: Ledger = field(default_factory=Ledger)

    def mail(self, letter: Letter, *, silent: bool = False, quarantined: bool = False) -> None:
        """A customer's mail server sends it until it hears 250."""
        self.ledger.letter(letter, silent=silent, quarantined=quarantined)
        self.world.arrive_surely(letter.raw, letter.sender, letter.recipients)
        self.ledger.promised.add(letter.text)

    def reply(self, conversation: ConversationId, text: str, agent: Agent = ANA) -> None:
        """An agent answers; their browser sends it until it is told 201."""
        seen = self.world.plain.conversations.head(conversation).seq
        order = ReplyOrder(conversation, order_of(agent, text), text, last_seq=seen, insist=True)
        self.promise(text, lambda: self.world.order(lambda ports: reply_to_conversation(ports, order)))

    def comment(self, conversation: ConversationId, text: str, agent: Agent = ANA) -> None:
        by = order_of(agent, text)
        self.promise(
            text,
            lambda: self.world.order(lambda ports: comment_on_conversation(ports, conversation, text, by)),
        )

    def write_first(self, text: str, to: str = CARLA) -> None:
        by = order_of(ANA, text)
        order = NewMailOrder(SUPPORT.inbox_id, by, (Mailbox(to),), text, "Your lamp")
        self.promise(text, lambda: self.world.order(lambda ports: start_conversation(ports, order)))

    def promise(self, text: str, act: Callable[[], object]) -> None:
        """What is answered is promised; what was begun may be there."""
        self.ledger.tried.add(text)
        act()
        self.ledger.promised.add(text)

    def uncounted(self, *acts: Callable[[], object]) -> None:
        """What went before, on a good day."""
        counted, self.world.steps.counting = self.world.steps.counting, False
        for act in acts:
            act()
            self.world.until_quiet()
        self.world.steps.counting = counted

    def only(self) -> ConversationId:
        """The conversation, where there is one."""
        (found,) = ids_in(self.world)
        return found

    def ours(self) -> tuple[int, str]:
        """`seq` and Message-ID of the last mail of ours."""
        entries = self.world.plain.conversations.entries(self.only())
        found = [
            (entry.seq, entry.content.message_id)
            for entry in entries
            if isinstance(entry.content, Message) and entry.content.direction is Direction.OUT
        ]
        return found[-1]


def order_of(agent: Agent, words: str) -> Order:
    """An order with its Idempotency-Key; the same words are the same request."""
    return Order(agent, Receipt(ExternalId.of_command(agent.id, words), content_hash=words))


def a_first_mail(story: Story) -> None:
    story.mail(a_letter("It flickers", file=b"a photo"))
    story.world.until_quiet()


def a_mail_without_id(story: Story) -> None:
    story.mail(a_letter("It flickers", message_id=""))
    story.world.until_quiet()


def the_same_mail_twice(story: Story) -> None:
    story.mail(a_letter("It flickers"))
    story.mail(a_letter("It flickers"))
    story.world.until_quiet()


def another_mail_with_the_same_id(story: Story) -> None:
    story.mail(a_letter("It flickers"))
    story.mail(a_letter("It burns", message_id="<It-flickers@customer.test>"))
    story.world.until_quiet()


def a_mail_to_two_channels(story: Story) -> None:
    story.world.plain.workspace.put_channel(SALES)
    letter = a_letter("It flickers", to=(SUPPORT.address, SALES.address))
    story.mail(letter)
    story.world.until_quiet()
    heads = [story.world.plain.conversations.head(one) for one in ids_in(story.world)]
    assert {link.conversation_id for head in heads for link in head.linked} == {head.id for head in heads}


def an_answer_of_a_customer(story: Story) -> None:
    story.uncounted(lambda: story.mail(a_letter("It flickers")), lambda: story.reply(story.only(), "We look"))
    seq, ours = story.ours()
    story.uncounted(lambda: close(story, "closed"))
    story.mail(a_letter("Thank you", answers=ours, quotes=("<It-flickers@customer.test>", ours, "<x@y>")))
    story.world.until_quiet()


def a_bounce_of_our_mail(story: Story) -> None:
    story.uncounted(lambda: story.mail(a_letter("It flickers")), lambda: story.reply(story.only(), "We look"))
    story.mail(a_bounce("No such mailbox", of=story.ours()[1]), silent=True)
    story.world.until_quiet()
    assert outcomes(story) == [Delivery.SENT, Delivery.BOUNCED]


def our_own_mail_comes_back(story: Story) -> None:
    story.uncounted(lambda: story.mail(a_letter("It flickers")), lambda: story.reply(story.only(), "We look"))
    own = a_letter("We look, they said", message_id=story.ours()[1], sender=SUPPORT.address)
    story.mail(own, silent=True)
    story.world.until_quiet()


def a_reply(story: Story) -> None:
    story.uncounted(lambda: story.mail(a_letter("It flickers", file=b"a photo")))
    story.reply(story.only(), "We look")
    story.world.until_quiet()


def a_long_reply_to_a_closed_one(story: Story) -> None:
    story.uncounted(lambda: story.mail(a_letter("It flickers")), lambda: close(story, "closed"))
    long = "We look " + "and look " * 400
    order = ReplyOrder(story.only(), order_of(ANA, "long"), long, last_seq=2, html="<p>We look</p>")
    story.ledger.tried.add(long[:2048].strip())
    story.world.order(lambda ports: reply_to_conversation(ports, order))
    story.ledger.promised.add(long[:2048].strip())
    story.world.until_quiet()


def two_replies(story: Story) -> None:
    story.uncounted(lambda: story.mail(a_letter("It flickers")))
    story.reply(story.only(), "We look")
    story.reply(story.only(), "We have looked", BO)
    story.world.until_quiet()
    texts = [b"We look" in raw and b"We have looked" not in raw for _, _, raw in story.world.post.sent]
    assert texts == sorted(texts, reverse=True), "answers overtook each other"


def a_new_mail_of_ours(story: Story) -> None:
    story.write_first("Your lamp is ready")
    story.world.until_quiet()


def a_reply_that_is_refused(story: Story) -> None:
    story.uncounted(lambda: story.mail(a_letter("It flickers")))
    story.world.post.refuses = {CARLA}
    story.reply(story.only(), "We look")
    story.world.until_quiet()


def a_reply_sent_again(story: Story) -> None:
    story.uncounted(lambda: a_reply_that_is_refused(story))
    story.world.post.refuses = set()
    seq = story.ours()[0]
    by = order_of(ANA, "again")
    story.ledger.resends["We look"] += 1
    story.world.order(lambda ports: resend_message(ports, story.only(), seq, by))
    story.world.until_quiet()


def a_reply_nobody_was_sure_about(story: Story) -> None:
    """The line broke while it was handed over, and a person says that it did arrive."""
    story.world.post.breaks_off = True
    story.uncounted(lambda: story.mail(a_letter("It flickers")), lambda: story.reply(story.only(), "We look"))
    assert outcomes(story) == [Delivery.UNSURE]
    seq, by = story.ours()[0], order_of(BO, "arrived")
    story.world.order(lambda ports: confirm_arrival(ports, story.only(), seq, by))
    story.world.until_quiet()


def outcomes(story: Story) -> list[Delivery]:
    entries = story.world.plain.conversations.entries(story.only())
    return [one.content.state for one in entries if isinstance(one.content, DeliveryOutcome)]


def close(story: Story, words: str, status: Status = Status.CLOSED) -> None:
    by, conversation = order_of(ANA, words), story.only()
    story.world.order(lambda ports: set_conversation_status(ports, conversation, status, by))


def a_message_made_a_conversation_of_its_own(story: Story) -> None:
    """Carla answers an old mail for another topic, an agent parts it, and her answer finds the new one."""
    invoice = a_letter("An invoice please", subject="Invoice", answers="<It-flickers@customer.test>")
    story.uncounted(lambda: story.mail(a_letter("It flickers")), lambda: story.mail(invoice))
    old, by = story.only(), order_of(ANA, "part")
    made = story.world.order(lambda ports: split_off_message(ports, old, 2, by))
    story.mail(a_letter("Thank you", subject="Invoice", answers="<An-invoice-please@customer.test>"))
    story.world.until_quiet()
    heads = [story.world.plain.conversations.head(one) for one in (old, made.conversation_id)]
    assert [head.seq for head in heads] == [3, 3]
    assert [link.conversation_id for head in heads for link in head.linked] == [heads[1].id, heads[0].id]


def merged_and_parted_again(story: Story) -> None:
    """Carla's answers to the second conversation go to the first while they are one, and not after."""
    hums = a_letter("It hums", subject="Humming")
    story.uncounted(lambda: story.mail(a_letter("It flickers")), lambda: story.mail(hums))
    lamp, humming = (log.head.id for log in logs(story.world.plain, ids_in(story.world)))
    order = story.world.order
    order(lambda ports: merge_conversations(ports, humming, lamp, order_of(ANA, "merge")))
    story.mail(a_letter("Still", subject="Humming", answers="<It-hums@customer.test>"))
    story.world.until_quiet()
    order(lambda ports: unmerge_conversation(ports, humming, order_of(ANA, "part")))
    story.mail(a_letter("It stopped", subject="Humming", answers="<It-hums@customer.test>"))
    story.world.until_quiet()
    heads = [story.world.plain.conversations.head(one) for one in (lamp, humming)]
    assert [head.seq for head in heads] == [4, 4]
    assert [(head.merged_into, head.merged_from) for head in heads] == [(None, ())] * 2


def agents_work(story: Story) -> None:
    """Comment, assign, open, close, spam and back: each an order of its own."""
    story.uncounted(lambda: story.mail(a_letter("It flickers")))
    one = story.only()
    story.comment(one, "Carla is a good customer")
    story.world.order(lambda ports: assign_conversation(ports, one, BO.id, order_of(ANA, "assign")))
    story.world.order(lambda ports: open_conversation(ports, one, None))
    close(story, "close")
    close(story, "spam", Status.SPAM)
    close(story, "not spam", Status.OPEN)
    story.world.until_quiet()


def quarantined_and_tried_again(story: Story) -> None:
    """A mail to nobody is shown with its reason, and taken in once there is somebody."""
    letter = a_letter("It flickers", to=(SALES.address,))
    story.mail(letter, quarantined=True)
    story.world.until_quiet()
    items = story.world.plain.workspace.quarantined()  # two, when the door broke and it was sent again
    assert {item.reason for item in items} == {"NobodyHasThisAddress"}
    story.world.plain.workspace.put_channel(SALES)
    for item in items:
        story.world.order(partial(retry_quarantined, item_id=item.id))
    story.ledger.quarantined.clear()
    story.world.until_quiet()


def quarantined_and_let_in(story: Story) -> None:
    """A mail to nobody is let into an inbox that an agent picked; their browser asks until it is answered."""
    letter = a_letter("It flickers", to=(SALES.address,))
    story.mail(letter, quarantined=True)
    story.world.until_quiet()
    for item in story.world.plain.workspace.quarantined():
        by = order_of(ANA, f"let in {item.id}")
        order = ReleaseOrder(item.id, by, inbox_id=SUPPORT.inbox_id)
        story.world.order(partial(let_in, order=order))
    story.ledger.quarantined.clear()
    story.world.until_quiet()


def let_in(ports: Ports, order: ReleaseOrder) -> None:
    """Of the same mail twice the second is in already, and then gone from the quarantine: that is fine."""
    with suppress(NoSuchQuarantined):
        release_quarantined(ports, order, quarantine_door(ports))


def a_notification_that_was_lost(story: Story) -> None:
    """The raw mail is there and nobody was told: the sweep finds it."""
    letter = story.ledger.letter(a_letter("It flickers"))
    story.world.plain.blobs.put_incoming("lost", letter.raw)
    story.ledger.promised.add(letter.text)
    story.world.clock.ahead(timedelta(minutes=16))
    story.world.tick()
    story.world.until_quiet()


FLOWS: dict[str, Callable[[Story], None]] = {
    flow.__name__: flow
    for flow in (
        a_first_mail,
        a_mail_without_id,
        the_same_mail_twice,
        another_mail_with_the_same_id,
        a_mail_to_two_channels,
        an_answer_of_a_customer,
        a_bounce_of_our_mail,
        our_own_mail_comes_back,
        a_reply,
        a_long_reply_to_a_closed_one,
        two_replies,
        a_new_mail_of_ours,
        a_reply_that_is_refused,
        a_reply_sent_again,
        a_reply_nobody_was_sure_about,
        a_message_made_a_conversation_of_its_own,
        merged_and_parted_again,
        agents_work,
        quarantined_and_tried_again,
        quarantined_and_let_in,
        a_notification_that_was_lost,
    )
}
