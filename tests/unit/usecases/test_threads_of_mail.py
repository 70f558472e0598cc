"""What mail programs, relays and lists do to a thread on its way, and how it stays one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast

import pytest

from chalicelib.domain.entry import Linked, Mailbox, Returned, Why
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.receipt import Taken
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import Commit, ConversationStore
from chalicelib.usecases.link_back import link_back
from chalicelib.usecases.receive_message import receive_message
from tests.unit.usecases.company import SALES, SUPPORT
from tests.unit.usecases.test_receive_message import a_mail, answered
from tests.unit.usecases.threads import codes, message_at


def test_an_answer_to_a_mail_whose_id_a_relay_replaced_joins_by_its_token(ports: Ports) -> None:
    first = receive_message(ports, a_mail())
    answered(ports, first.conversation_id)

    taken = receive_message(
        ports,
        a_mail("<2@x>", answers="<made@relay>", subject="Re: My lamp", tokens=(first.conversation_id,)),
    )

    assert taken.conversation_id == first.conversation_id


@pytest.mark.parametrize("quotes", [[], ["<own-1@client>", "<own-2@client>"], ["<truncated@"]])
def test_a_client_that_overwrites_references_joins_by_what_it_answers(
    ports: Ports, quotes: list[str]
) -> None:
    first = receive_message(ports, a_mail())
    ours = answered(ports, first.conversation_id)

    taken = receive_message(ports, a_mail("<2@x>", answers=ours, quotes=quotes))

    assert taken.conversation_id == first.conversation_id


def test_the_last_of_several_threads_that_references_name_wins(ports: Ports) -> None:
    old = receive_message(ports, a_mail("<old@x>"))
    new = receive_message(ports, a_mail("<new@x>"))

    taken = receive_message(ports, a_mail("<2@x>", quotes=["<old@x>", "<new@x>"]))

    assert old.conversation_id != new.conversation_id == taken.conversation_id


def test_our_mail_that_comes_back_under_another_id_is_recorded_and_is_no_message(ports: Ports) -> None:
    first = receive_message(ports, a_mail())
    back = a_mail("<made@list>", sender=Mailbox(SUPPORT.address), came_home=first.conversation_id)

    taken = receive_message(ports, back)
    again = receive_message(ports, back)

    assert taken.conversation_id == first.conversation_id
    assert isinstance(ports.conversations.entry(taken.conversation_id, taken.seq).content, Returned)
    assert again.repeated


def test_a_token_of_a_conversation_that_is_gone_starts_a_new_one(ports: Ports) -> None:
    taken = receive_message(ports, a_mail(tokens=(ConversationId("ff" * 16),), came_home=None))

    assert codes(ports, taken) == ["started_new"]


def test_one_mail_to_two_channels_is_two_conversations_that_name_each_other(ports: Ports) -> None:
    first = receive_message(ports, a_mail(also_on=(SALES.id,)))
    second = receive_message(ports, a_mail(channel=SALES, also_on=(SUPPORT.id,)))
    for _ in range(2):
        for taken in (first, second):
            link_back(ports, taken.conversation_id)

    heads = [ports.conversations.head(taken.conversation_id) for taken in (first, second)]
    assert heads[0].linked == (Linked(heads[1].id, heads[1].number, "same_mail"),)
    assert heads[1].linked == (Linked(heads[0].id, heads[0].number, "same_mail"),)


def test_another_mail_under_the_same_id_on_another_channel_is_no_twin(ports: Ports) -> None:
    receive_message(ports, a_mail(also_on=(SALES.id,)))

    taken = receive_message(ports, a_mail(channel=SALES, also_on=(SUPPORT.id,), content_hash="forged"))

    assert ports.conversations.head(taken.conversation_id).linked == ()


def test_a_link_back_moves_nothing_to_the_top(ports: Ports) -> None:
    first = receive_message(ports, a_mail(also_on=(SALES.id,)))
    second = receive_message(ports, a_mail(channel=SALES, also_on=(SUPPORT.id,)))
    before = ports.conversations.head(first.conversation_id).last_activity_at
    cast(Any, ports.clock).ahead(hours=1)

    link_back(ports, second.conversation_id)

    assert ports.conversations.head(first.conversation_id).last_activity_at == before


def test_strangers_do_not_push_out_what_a_conversation_belongs_with(ports: Ports) -> None:
    first = receive_message(ports, a_mail())
    for number in range(8):
        sender = Mailbox(f"m{number}@elsewhere.example")
        forged = a_mail(f"<{number}@x>", sender=sender, answers="<1@customer.example>")
        link_back(ports, receive_message(ports, forged).conversation_id)

    linked = ports.conversations.head(first.conversation_id).linked
    assert [link.number for link in linked] == [2, 3, 4, 5, 6]


def test_an_old_mail_answered_under_another_subject_stays_and_an_own_conversation_is_offered(
    ports: Ports,
) -> None:
    first = receive_message(ports, a_mail())

    taken = receive_message(ports, a_mail("<2@x>", answers="<1@customer.example>", subject="Invoice 7"))

    assert taken.conversation_id == first.conversation_id
    assert message_at(ports, taken).why[-1] == Why("another_subject", "Invoice 7")


@pytest.mark.parametrize(
    "subject", ["Re: My lamp", "[EXTERNAL] RE: my  lamp", "", "AW: My lamp [Case 77]", "Re: My la"]
)
def test_a_subject_that_only_grew_or_was_cut_offers_nothing(ports: Ports, subject: str) -> None:
    receive_message(ports, a_mail())

    taken = receive_message(ports, a_mail("<2@x>", answers="<1@customer.example>", subject=subject))

    assert codes(ports, taken) == ["matched_in_reply_to"]


def test_a_machine_with_a_subject_of_its_own_offers_nothing(ports: Ports) -> None:
    receive_message(ports, a_mail())
    away = a_mail("<2@x>", answers="<1@customer.example>", subject="Out of office", automatic=True)

    assert "another_subject" not in codes(ports, receive_message(ports, away))


def test_a_thread_that_goes_on_under_its_new_subject_is_not_asked_about_again(ports: Ports) -> None:
    first = receive_message(ports, a_mail())
    receive_message(ports, a_mail("<2@x>", answers="<1@customer.example>", subject="Invoice 7"))
    ours = answered(ports, first.conversation_id)

    taken = receive_message(ports, a_mail("<3@x>", answers=ours, subject="Re: Invoice 7"))

    assert codes(ports, taken) == ["matched_in_reply_to"]


@dataclass
class Meanwhile:
    """A store at whose first commit somebody else was faster."""

    store: ConversationStore
    other: Callable[[], object]
    done: bool = False

    def commit(self, commit: Commit) -> Taken:
        if not self.done:
            self.done = True
            self.other()
        return self.store.commit(commit)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)


def test_two_mails_that_start_one_thread_at_once_are_one_conversation(ports: Ports) -> None:
    taken: list[Taken] = []
    other = a_mail("<c@x>", quotes=["<a@x>"])
    racing = Meanwhile(ports.conversations, lambda: taken.append(receive_message(ports, other)))

    taken.append(
        receive_message(
            replace(ports, conversations=cast(ConversationStore, racing)), a_mail("<b@x>", quotes=["<a@x>"])
        )
    )

    assert len({one.conversation_id for one in taken}) == 1


def test_our_id_and_our_token_open_a_thread_only_on_the_channel_it_began_on(ports: Ports) -> None:
    first = receive_message(ports, a_mail())
    ours = answered(ports, first.conversation_id)

    by_id = receive_message(ports, a_mail("<2@x>", answers=ours, channel=SALES))
    by_token = receive_message(ports, a_mail("<3@x>", tokens=(first.conversation_id,), channel=SALES))

    heads = [ports.conversations.head(one.conversation_id) for one in (by_id, by_token)]
    assert {head.channel_id for head in heads} == {SALES.id}
    assert ports.conversations.head(first.conversation_id).last_inbound_seq == 1
