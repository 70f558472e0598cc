"""A whole bad week by one seed: customers and agents at random, queues that repeat and shuffle, crashes.

The seed owns the clock, the order of jobs, duplicates, delays, what breaks and who meets whom. The same
seed makes the same week.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from chalicelib.domain.entry import Delivery, Direction, Message, Status
from chalicelib.domain.errors import BandejaError, NothingToSettle, StaleReply
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.orders import ReplyOrder
from chalicelib.domain.sending_errors import SendDelayed, SendUnsure
from chalicelib.usecases.assign_conversation import assign_conversation
from chalicelib.usecases.confirm_arrival import confirm_arrival
from chalicelib.usecases.open_conversation import open_conversation
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from chalicelib.usecases.resend_message import resend_message
from chalicelib.usecases.retry_quarantined import retry_quarantined
from chalicelib.usecases.set_conversation_status import set_conversation_status
from infra.local.mischief import Mischief
from tests.crash.checker import Ledger, check, ids_in, logs
from tests.crash.flows import Story, order_of
from tests.crash.letters import Letter, a_bounce, a_letter
from tests.crash.steps import Died, Fault, Steps
from tests.crash.world import ANA, BO, World, Worlds

CUSTOMERS = ("carla@customer.test", "david@customer.test", "eva@elsewhere.test")
STRANGER = "mallory@elsewhere.test"


@dataclass
class Simulation:
    """One week. `doings` is what happened, to be read when it went wrong."""

    chance: random.Random
    story: Story
    count: int = 0
    written: dict[str, list[Letter]] = field(default_factory=dict)
    doings: list[str] = field(default_factory=list)
    chains: dict[str, tuple[str, ...]] = field(default_factory=dict)
    meeting: bool = False

    @property
    def world(self) -> World:
        return self.story.world

    def words(self, kind: str) -> str:
        self.count += 1
        return f"{kind} {self.count}"

    def some_conversation(self) -> ConversationId | None:
        found = sorted(ids_in(self.world))
        return self.chance.choice(found) if found else None

    def a_customer_writes(self) -> None:
        """A new mail, or an answer to something that they wrote or we wrote to them, or the same again."""
        sender = self.chance.choice(CUSTOMERS)
        mine = self.written.setdefault(sender, [])
        if mine and self.chance.random() < 0.25:
            letter = self.chance.choice(mine)
        else:
            letter = self._new_letter(sender, mine)
            mine.append(letter)
        self._send(letter)

    def _new_letter(self, sender: str, mine: list[Letter]) -> Letter:
        text = self.words("mail")
        answered = [one.message_id for one in mine if one.message_id] + self._ours_to(sender)
        if not answered or self.chance.random() < 0.3:
            without_id = self.chance.random() < 0.2
            return a_letter(text, sender=sender, subject=text, message_id="" if without_id else None)
        answers = self.chance.choice(answered)
        self.story.ledger.answers[text] = answers
        chain = (*self.chains.get(answers, ()), answers)
        letter = a_letter(text, sender=sender, answers=answers, quotes=chain)
        self.chains[letter.message_id] = chain
        return letter

    def _ours_to(self, address: str) -> list[str]:
        return [
            entry.content.message_id
            for log in logs(self.world.plain, ids_in(self.world))
            for entry in log.entries
            if isinstance(entry.content, Message)
            and entry.content.direction is Direction.OUT
            and log.head.contact_address == address
        ]

    def _send(self, letter: Letter) -> None:
        if self.chance.random() < 0.15:  # it got lost on its way, and the sender does not care
            self.story.ledger.letter(letter)
            with suppress(Exception, Died):
                if self.world.arrive(letter.raw, letter.sender, letter.recipients):
                    self.story.ledger.promised.add(letter.text)
            return
        self.story.mail(letter)

    def a_stranger_quotes(self) -> None:
        """A mail that has arrived: one still on its way is not known to strangers."""
        found = logs(self.world.plain, ids_in(self.world))
        messages = [one.content for log in found for one in log.entries if isinstance(one.content, Message)]
        known = [message.message_id for message in messages if message.message_id]
        if known:
            quoted = self.chance.choice(known)
            self.story.mail(a_letter(self.words("strange mail"), sender=STRANGER, answers=quoted))

    def a_mail_bounces(self) -> None:
        went_out = [message for address in CUSTOMERS for message in self._ours_to(address)]
        if went_out:
            of = self.chance.choice(went_out)
            self.story.mail(a_bounce(self.words("bounce"), of=of), silent=True)

    def an_agent_answers(self) -> None:
        conversation = self.some_conversation()
        if conversation is None:
            return
        head = self.world.plain.conversations.head(conversation)
        seen = self.chance.randint(max(0, head.seq - 1), head.seq)
        insist = self.chance.random() < 0.5
        text, agent = self.words("answer"), self.chance.choice((ANA, BO))
        order = ReplyOrder(conversation, order_of(agent, text), text, last_seq=seen, insist=insist)
        with suppress(StaleReply):
            self.story.promise(
                text, lambda: self.world.order(lambda ports: reply_to_conversation(ports, order))
            )

    def an_agent_notes(self) -> None:
        if conversation := self.some_conversation():
            self.story.comment(conversation, self.words("note"), self.chance.choice((ANA, BO)))

    def an_agent_writes_first(self) -> None:
        self.story.write_first(self.words("first"), to=self.chance.choice(CUSTOMERS))

    def an_agent_tidies_up(self) -> None:
        conversation = self.some_conversation()
        if conversation is None:
            return
        by = order_of(self.chance.choice((ANA, BO)), self.words("order"))
        status = self.chance.choice(list(Status))
        owner = self.chance.choice((ANA.id, BO.id, None))
        act = self.chance.randrange(3)
        if act == 0:
            self.world.order(lambda ports: set_conversation_status(ports, conversation, status, by))
        elif act == 1:
            self.world.order(lambda ports: assign_conversation(ports, conversation, owner, by))
        else:
            self.world.order(lambda ports: open_conversation(ports, conversation, None))

    def an_agent_settles_a_doubt(self) -> None:
        conversation = self.some_conversation()
        if conversation is None:
            return
        by = order_of(ANA, self.words("settle"))
        for seq, text in self._doubtful(conversation):
            settle = confirm_arrival if self.chance.random() < 0.5 else resend_message
            if settle is resend_message:
                self.story.ledger.resends[text] += 1  # also when another has settled it: at most one more
            with suppress(NothingToSettle):
                self.world.order(partial(settle, conversation_id=conversation, seq=seq, by=by))
            return

    def _doubtful(self, conversation: ConversationId) -> list[tuple[int, str]]:
        doubts = (Delivery.UNSURE, Delivery.FAILED, Delivery.BOUNCED)
        entries = self.world.plain.conversations.entries(conversation, limit=10_000)
        work_of = self.world.plain.conversations.work
        return [
            (entry.seq, entry.content.text.strip())
            for entry in entries
            if isinstance(entry.content, Message)
            and (work := work_of(conversation, [entry.seq]).get(entry.seq))
            and work.outcome in doubts
        ]

    def time_passes(self) -> None:
        self.world.clock.ahead(timedelta(seconds=self.chance.choice((1, 5, 31, 61, 130, 1000))))
        self.world.tick()

    def work_is_done(self) -> None:
        self.world.turn()

    def something_will_break(self) -> None:
        assert isinstance(self.world.steps.plan, dict)
        at = len(self.world.steps.trace) + self.chance.randint(1, 40)
        self.world.steps.plan[at] = self.chance.choice(list(Fault))

    def somebody_meets_it(self, number: int, step: str) -> None:
        """Before any step, sometimes, another process does something whole."""
        del number, step
        if not self.meeting and self.chance.random() < 0.03:
            self.meeting = True
            try:
                self.do(self.chance.choice(self.at_any_moment()), "meanwhile: ")
            finally:
                self.meeting = False

    def at_any_moment(self) -> list[Callable[[], None]]:
        return [
            self.a_customer_writes,
            self.an_agent_answers,
            self.an_agent_notes,
            self.an_agent_tidies_up,
            self.work_is_done,
        ]

    def acts(self) -> list[Callable[[], None]]:
        rare = [self.a_stranger_quotes, self.a_mail_bounces, self.an_agent_writes_first]
        often = [self.an_agent_settles_a_doubt, self.time_passes, self.something_will_break]
        return [*rare, *often * 2, *self.at_any_moment() * 2, *[self.work_is_done] * 6]

    def do(self, act: Callable[[], None], how: str = "") -> None:
        self.doings.append(f"{how}{act.__name__} at step {len(self.world.steps.trace)}")
        act()

    def mood(self) -> BandejaError | None:
        """What the mail service says to a mail, mostly nothing."""
        return self.chance.choice([None] * 10 + [SendDelayed("Slow down"), SendUnsure("The line broke")])


def try_again_what_faults_kept_out(world: World) -> None:
    """A mail that met a fault at every try lies in the quarantine: an agent sees it and tries again."""
    for held in world.plain.workspace.quarantined():
        if held.reason == "CannotBeRead":
            world.order(partial(retry_quarantined, item_id=held.id))
    world.until_quiet()


def a_week(worlds: Worlds, seed: int, acts: int, *, may_give_up: bool = False) -> Simulation:
    """Live through it, heal, wait until all is quiet, and check. The error names the seed and the way."""
    chance = random.Random(seed)
    world = worlds.make(
        Steps({}), remembers=chance.random() < 0.5, mischief=Mischief(seed) if seed % 3 else None
    )
    week = Simulation(chance, Story(world, Ledger()))
    world.post.mood = week.mood
    world.steps.between = week.somebody_meets_it
    try:
        for _ in range(acts):
            week.do(chance.choice(week.acts()))
        world.steps.between, world.steps.counting = None, False
        world.until_quiet()
        try_again_what_faults_kept_out(world)
        check(world, week.story.ledger, may_give_up=may_give_up)
    except Exception as error:
        last = "\n".join(week.doings[-60:])
        raise AssertionError(f"seed {seed}: {error!r}\nwhat happened last:\n{last}") from error
    return week
