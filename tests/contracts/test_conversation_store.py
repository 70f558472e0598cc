"""What every home promises about the log of a conversation: `ports.stores.ConversationStore`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.adapters.stored.conversation_keys import DUE_SHARDS, due_shard
from chalicelib.domain import limits
from chalicelib.domain.chat_entries import Rated, Recognised
from chalicelib.domain.contact import Identity
from chalicelib.domain.conversation import Conversation, Step
from chalicelib.domain.entry import (
    KIND_NAMES,
    Actor,
    Assigned,
    Attachment,
    Comment,
    Content,
    Delivery,
    DeliveryOutcome,
    Entry,
    Linked,
    Mailbox,
    Message,
    Returned,
    Status,
    StatusChanged,
    Unsupported,
    Why,
)
from chalicelib.domain.errors import Invalid, NoSuchConversation, NoSuchEntry, StaleConversation, TooLarge
from chalicelib.domain.ids import BlobId, ContactId, ConversationId, InboxId
from chalicelib.domain.merge_entries import MergedFrom, MergedInto, Moved, Unmerged
from chalicelib.domain.merging import merged, unmerged
from chalicelib.domain.platform_entries import Edited, Noted, Part, Reacted, Withdrawn
from chalicelib.domain.receipt import ExternalId, Known, Receipt, Taken
from chalicelib.ports.stores import Commit
from tests.builders import (
    AGENT,
    INBOX,
    NOW,
    a_beginning,
    a_contact,
    a_conversation,
    a_mail_id,
    a_message,
    a_receipt,
    after,
    an_answer,
    an_id,
)
from tests.contracts.engines import Home

SYSTEM = Actor.system("test")


def begun(home: Home, head: Conversation | None = None) -> Conversation:
    """A conversation with one message, stored."""
    step = a_beginning(head)
    home.conversations.commit(Commit(step))
    return step.after


def commented(home: Home, head: Conversation, *texts: str) -> Conversation:
    """The conversation with comments, each its own commit."""
    for text in texts:
        step = head.record(Comment(text), NOW, Actor.agent(AGENT))
        home.conversations.commit(Commit(step))
        head = step.after
    return head


def answered(home: Home) -> Conversation:
    """A conversation whose second entry is an answer that is to be delivered; entry 2 assigns it."""
    step = begun(home).reply(an_answer(), after(minutes=1), AGENT)
    home.conversations.commit(Commit(step))
    return step.after


def test_what_was_committed_is_read_as_it_was(home: Home) -> None:
    step = a_beginning()

    taken = home.conversations.commit(Commit(step, (a_receipt("<a@x>"),)))

    assert taken == Taken(step.after.id, 1, content_hash="0" * 64)
    assert home.conversations.head(step.after.id) == step.after
    assert home.conversations.thread(step.after.id, 30) == (step.after, step.entries)


def test_a_head_with_all_its_fields_comes_back(home: Home) -> None:
    head = a_conversation(
        status=Status.CLOSED,
        owner=AGENT,
        preview="Ça va? 你好 🎉",
        preview_by="note",
        preview_agent="9f3c2b1a",
        participants=("a@x", "ñ@y"),
        waiting_since=after(seconds=0.000001),
        wrote_at=after(seconds=0.000002),
        last_inbound_seq=0,
        last_answered_seq=0,
        linked=(Linked(ConversationId(an_id()), 7, "same token"),),
        merged_into=MergedInto(ConversationId(an_id()), 8),
        merged_from=(MergedFrom(ConversationId(an_id()), 9), MergedFrom(ConversationId(an_id()), 10)),
        subject="",
        number=0,
    )
    step = Step.begin(head).add(StatusChanged(Status.CLOSED), after(days=1), SYSTEM)
    step = replace(step, after=replace(step.after, waiting_since=after(hours=1), last_answered_seq=1))

    home.conversations.commit(Commit(step))

    assert home.conversations.head(head.id) == step.after


def test_every_kind_of_entry_comes_back(home: Home) -> None:
    why = (Why("header", "In-Reply-To"), Why("rule"))
    files = (Attachment(an_id(), BlobId("a" * 64), "räksmörgås.pdf", "application/pdf", 12, True, "<cid>"),)
    message = a_message(
        "line\r\n\x00 end",
        cc=(Mailbox("c@x"), Mailbox("", "No address")),
        attachments=files,
        references=("<1@x>", "<2@x>"),
        automatic=True,
        why=why,
        html=BlobId("b" * 64),
        text_cut=True,
        remote_images=3,
        parts=(Part("location", "Home", "Calle Mayor 1", where="41.38,2.17"),),
        answers=4,
    )
    contents: list[Content] = [
        message,
        Comment(""),
        Assigned(AGENT, why),
        Assigned(None),
        StatusChanged(Status.SPAM, why),
        DeliveryOutcome(1, Delivery.BOUNCED, "550 no such user", "id"),
        Linked(ConversationId(an_id()), 3, "moved"),
        Returned("<a@b>", of=2),
        DeliveryOutcome(1, Delivery.SENT, of_conversation=ConversationId(an_id())),
        MergedInto(ConversationId(an_id()), 7),
        MergedFrom(ConversationId(an_id()), 7, waiting_since=after(seconds=0.000001)),
        Unmerged(ConversationId(an_id()), 7),
        Moved(INBOX, InboxId(an_id())),
        Rated(5, "Great"),
        Recognised(ContactId(an_id()), "Carla", before=ContactId(an_id()), email="carla@customer.test"),
        Reacted(1, "❤️", taken_back=True),
        Edited(1, "two lamps", BlobId("c" * 64)),
        Withdrawn(1),
        Noted("referral", "Summer", (Part("referral", "Summer", payload="ref"),), BlobId("d" * 64)),
        Noted("number_changed", "34600111222", address="34600111222"),
    ]
    assert {type(content) for content in contents} == set(KIND_NAMES)
    step = Step.begin(a_conversation())
    for content in contents:
        step = step.add(content, after(microseconds=1), SYSTEM)

    home.conversations.commit(Commit(step))

    assert home.conversations.entries(step.after.id) == step.entries


def test_what_its_writer_took_back_is_gone_and_its_place_stays(home: Home) -> None:
    head = begun(home)
    (said, *others) = home.conversations.entries(head.id)
    assert isinstance(said.content, Message)
    step = head.record(Withdrawn(said.seq), NOW, Actor.contact(head.contact_id))
    emptied = replace(said, content=said.content.emptied())

    home.conversations.commit(Commit(step, rewritten=(emptied,)))

    assert home.conversations.entries(head.id) == (emptied, *others, *step.entries)


def test_what_is_not_there_cannot_be_taken_back(home: Home) -> None:
    head = begun(home)
    step = head.record(Withdrawn(7), NOW, SYSTEM)
    missing = Entry(head.id, 7, NOW, SYSTEM, a_message().emptied())

    with pytest.raises(StaleConversation):
        home.conversations.commit(Commit(step, rewritten=(missing,)))

    assert home.conversations.head(head.id) == head


def test_an_entry_of_newer_code_survives_and_is_unsupported(home: Home) -> None:
    poll = Unsupported("poll", '{"question":"Which?","answers":[1,2.5,true,null]}'.replace("2.5", "2"))
    step = Step.begin(a_conversation()).add(poll, NOW, SYSTEM)

    home.conversations.commit(Commit(step))

    assert home.conversations.entry(step.after.id, 1).content == poll


def test_content_of_newer_code_in_a_known_kind_is_unsupported(home: Home) -> None:
    snoozed = Unsupported("status", '{"status":"snoozed","until":"tomorrow"}')
    step = Step.begin(a_conversation()).add(snoozed, NOW, SYSTEM)

    home.conversations.commit(Commit(step))

    assert home.conversations.entry(step.after.id, 1) == step.entries[0]


def test_the_slower_of_two_writers_writes_nothing(home: Home) -> None:
    head = begun(home)
    faster = head.record(Comment("first"), NOW, SYSTEM)
    slower = head.record(Comment("second"), NOW, SYSTEM)
    home.conversations.commit(Commit(faster))

    with pytest.raises(StaleConversation):
        home.conversations.commit(Commit(slower, (a_receipt("<late@x>"),), (a_mail_id("<quoted@x>"),)))

    assert home.conversations.entries(head.id)[1:] == faster.entries
    assert home.conversations.known([a_mail_id("<late@x>"), a_mail_id("<quoted@x>")]) == {}


def test_a_conversation_that_is_there_cannot_begin_again(home: Home) -> None:
    head = a_conversation()
    begun(home, head)

    with pytest.raises(StaleConversation):
        begun(home, head)


def test_a_step_of_a_conversation_that_is_not_there_is_stale(home: Home) -> None:
    step = a_beginning()

    with pytest.raises(StaleConversation):
        home.conversations.commit(Commit(step.after.record(Comment("x"), NOW, SYSTEM)))


def test_a_step_after_one_that_was_never_written_is_stale(home: Home) -> None:
    head = begun(home)
    never_written = head.record(Comment("lost"), NOW, SYSTEM)

    with pytest.raises(StaleConversation):
        home.conversations.commit(Commit(never_written.after.record(Comment("x"), NOW, SYSTEM)))

    assert [entry.seq for entry in home.conversations.entries(head.id)] == [1]


def test_the_same_receipt_again_is_an_answer_and_writes_nothing(home: Home) -> None:
    first = home.conversations.commit(Commit(a_beginning(), (a_receipt("<a@x>"),)))
    other = a_beginning()

    again = home.conversations.commit(Commit(other, (a_receipt("<a@x>", content_hash="1" * 64),)))

    assert again == replace(first, repeated=True)
    with pytest.raises(NoSuchConversation):
        home.conversations.head(other.after.id)


def test_the_same_commit_again_is_answered_by_its_receipt(home: Home) -> None:
    commit = Commit(a_beginning(), (a_receipt(),), contact=a_contact())
    first = home.conversations.commit(commit)

    assert home.conversations.commit(commit) == replace(first, repeated=True)


def test_one_refused_receipt_of_several_refuses_all(home: Home) -> None:
    first = home.conversations.commit(Commit(a_beginning(), (a_receipt("<a@x>"),)))
    command = Receipt(ExternalId.of_command("ana", "key"), "request")

    again = home.conversations.commit(Commit(a_beginning(), (command, a_receipt("<a@x>"))))

    assert again == replace(first, repeated=True)
    assert home.conversations.known([command.external_id]) == {}


def test_ids_are_told_apart_by_scope(home: Home) -> None:
    home.conversations.commit(Commit(a_beginning(), (Receipt(ExternalId("ch#1", "<a@x>")),)))

    second = home.conversations.commit(Commit(a_beginning(), (Receipt(ExternalId("ch#2", "<a@x>")),)))

    assert not second.repeated


def test_known_tells_receipts_from_pointers_and_leaves_out_the_rest(home: Home) -> None:
    step = a_beginning()
    receipt, pointer = a_receipt("<a@x>"), a_mail_id("<b@x>")
    home.conversations.commit(Commit(step, (receipt,), (pointer,)))

    known = home.conversations.known([receipt.external_id, pointer, a_mail_id("<c@x>")])

    assert known == {
        receipt.external_id: Known(receipt.external_id, step.after.id, 1, "0" * 64),
        pointer: Known(pointer, step.after.id, None),
    }


def test_known_of_nothing_is_nothing(home: Home) -> None:
    assert home.conversations.known([]) == {}


def test_a_hundred_ids_are_known_at_once(home: Home) -> None:
    pointers = tuple(a_mail_id(f"<{number}@x>") for number in range(limits.POINTERS))
    home.conversations.commit(Commit(a_beginning(), (a_receipt("<a@x>"),), pointers))

    known = home.conversations.known([*pointers, *(a_mail_id() for _ in range(10))])

    assert known.keys() == set(pointers)


def test_a_mentioned_mail_takes_the_place_of_its_pointer(home: Home) -> None:
    first = a_beginning()
    home.conversations.commit(Commit(first, (a_receipt("<b@x>"),), (a_mail_id("<a@x>"),)))
    pointer = home.conversations.known([a_mail_id("<a@x>")])[a_mail_id("<a@x>")]
    step = first.after.receive(a_message(), after(minutes=1), SYSTEM)

    taken = home.conversations.commit(Commit(step, (a_receipt("<a@x>", replaces=pointer),)))

    assert not taken.repeated
    assert home.conversations.known([a_mail_id("<a@x>")])[a_mail_id("<a@x>")].seq == 2


def test_a_mail_read_as_unknown_and_mentioned_meanwhile_is_stale(home: Home) -> None:
    home.conversations.commit(Commit(a_beginning(), (a_receipt("<b@x>"),), (a_mail_id("<a@x>"),)))

    with pytest.raises(StaleConversation):
        home.conversations.commit(Commit(a_beginning(), (a_receipt("<a@x>"),)))


def test_a_pointer_that_was_taken_meanwhile_is_answered_as_taken(home: Home) -> None:
    first = a_beginning()
    home.conversations.commit(Commit(first, (a_receipt("<b@x>"),), (a_mail_id("<a@x>"),)))
    pointer = Known(a_mail_id("<a@x>"), first.after.id, None)
    step = first.after.receive(a_message(), NOW, SYSTEM)
    taken = home.conversations.commit(Commit(step, (a_receipt("<a@x>", replaces=pointer),)))

    again = home.conversations.commit(Commit(step, (a_receipt("<a@x>", replaces=pointer),)))

    assert again == replace(taken, repeated=True)


def test_what_a_receipt_says_moves_to_another_conversation(home: Home) -> None:
    home.conversations.commit(Commit(a_beginning(), (a_receipt("<a@x>"),)))
    stored = home.conversations.known([a_mail_id("<a@x>")])[a_mail_id("<a@x>")]
    step = a_beginning()

    taken = home.conversations.commit(Commit(step, (a_receipt("<a@x>", replaces=stored),)))

    assert taken == Taken(step.after.id, 1, content_hash="0" * 64)
    assert home.conversations.known([a_mail_id("<a@x>")])[a_mail_id("<a@x>")].conversation_id == step.after.id


def test_a_receipt_moves_once(home: Home) -> None:
    home.conversations.commit(Commit(a_beginning(), (a_receipt("<a@x>"),)))
    stored = home.conversations.known([a_mail_id("<a@x>")])[a_mail_id("<a@x>")]
    first = home.conversations.commit(Commit(a_beginning(), (a_receipt("<a@x>", replaces=stored),)))

    second = home.conversations.commit(Commit(a_beginning(), (a_receipt("<a@x>", replaces=stored),)))

    assert second == replace(first, repeated=True)


def test_a_receipt_names_the_entry_that_it_is_about(home: Home) -> None:
    head = commented(home, begun(home), "one")
    step = head.record(Comment("two"), NOW, SYSTEM)

    home.conversations.commit(Commit(step, (a_receipt("<a@x>"), a_receipt("<b@x>", of=1))))

    known = home.conversations.known([a_mail_id("<a@x>"), a_mail_id("<b@x>")])
    assert [known[a_mail_id(one)].seq for one in ("<a@x>", "<b@x>")] == [3, 1]


def test_a_pointer_to_another_conversation_than_was_read_is_stale(home: Home) -> None:
    home.conversations.commit(Commit(a_beginning(), (), (a_mail_id("<a@x>"),)))
    elsewhere = Known(a_mail_id("<a@x>"), ConversationId(an_id()), None)

    with pytest.raises(StaleConversation):
        home.conversations.commit(Commit(a_beginning(), (a_receipt("<a@x>", replaces=elsewhere),)))


def test_two_mails_that_mention_the_same_id_first_cannot_both_point(home: Home) -> None:
    home.conversations.commit(Commit(a_beginning(), (), (a_mail_id("<a@x>"),)))

    with pytest.raises(StaleConversation):
        home.conversations.commit(Commit(a_beginning(), (), (a_mail_id("<a@x>"),)))


def test_a_mail_that_mentions_itself_and_others_twice_is_taken(home: Home) -> None:
    pointers = (a_mail_id("<a@x>"), a_mail_id("<b@x>"), a_mail_id("<b@x>"))

    taken = home.conversations.commit(Commit(a_beginning(), (a_receipt("<a@x>"),), pointers))

    assert not taken.repeated
    assert home.conversations.known([a_mail_id("<a@x>")])[a_mail_id("<a@x>")].is_receipt


def test_the_receipt_of_a_command_ends_and_then_the_key_is_free(home: Home) -> None:
    command = ExternalId.of_command("ana", "key-1")
    ends = NOW + timedelta(days=limits.COMMAND_DAYS)
    home.conversations.commit(Commit(a_beginning(), (Receipt(command, "hash", expires_at=ends),)))
    home.clock.now = ends + timedelta(seconds=1)

    assert home.conversations.known([command]) == {}
    again = Receipt(command, "hash", expires_at=home.clock.now + timedelta(days=7))
    assert not home.conversations.commit(Commit(a_beginning(), (again,))).repeated


def test_the_receipt_of_a_mail_never_ends(home: Home) -> None:
    home.conversations.commit(Commit(a_beginning(), (a_receipt("<a@x>"),)))
    home.clock.now = after(days=3650)

    assert home.conversations.commit(Commit(a_beginning(), (a_receipt("<a@x>"),))).repeated


def test_a_step_that_is_nothing_leaves_only_its_receipt(home: Home) -> None:
    head = begun(home)
    command = Receipt(ExternalId.of_command("ana", "close"), "hash")
    nothing = head.set_status(Status.OPEN, NOW, SYSTEM)

    taken = home.conversations.commit(Commit(nothing, (command,)))

    assert taken == Taken(head.id, head.seq, content_hash="hash")
    assert home.conversations.commit(Commit(nothing, (command,))) == replace(taken, repeated=True)
    assert home.conversations.head(head.id) == head


def test_a_step_that_is_nothing_without_receipt_writes_nothing(home: Home) -> None:
    head = begun(home)

    assert home.conversations.commit(Commit(head.assign(None, NOW, SYSTEM))) == Taken(head.id, head.seq)


def test_a_new_contact_comes_with_the_conversation_and_only_once(home: Home) -> None:
    contact = a_contact(identities=(Identity("email", "carla@x"), Identity("email", "c@x")))
    home.conversations.commit(Commit(a_beginning(), contact=contact))
    other = a_beginning()
    same_person = a_contact(identities=(Identity("email", "c@x"),))

    with pytest.raises(StaleConversation):
        home.conversations.commit(Commit(other, (a_receipt("<a@x>"),), contact=same_person))

    assert home.contacts.by_identity(Identity("email", "c@x")) == contact
    assert home.conversations.known([a_mail_id("<a@x>")]) == {}
    with pytest.raises(NoSuchConversation):
        home.conversations.head(other.after.id)


def test_the_thread_is_the_head_with_its_newest_entries_in_order(home: Home) -> None:
    head = commented(home, begun(home), "2", "3", "4")

    read, entries = home.conversations.thread(head.id, 2)

    assert read == head
    assert [entry.seq for entry in entries] == [3, 4]
    assert home.conversations.thread(head.id, 30)[1] == home.conversations.entries(head.id)


def test_a_thread_is_not_confused_by_delivery_work(home: Home) -> None:
    head = answered(home)

    assert [entry.seq for entry in home.conversations.thread(head.id, 30)[1]] == [1, 2, 3]


@pytest.mark.parametrize(
    ("after_seq", "before", "limit", "expected"),
    [
        (0, None, 100, [1, 2, 3, 4, 5]),
        (2, None, 100, [3, 4, 5]),
        (2, None, 2, [3, 4]),
        (0, 4, 100, [1, 2, 3]),
        (0, 4, 2, [2, 3]),
        (2, 5, 1, [4]),
        (5, None, 100, []),
        (0, 1, 100, []),
        (3, 2, 100, []),
        (0, None, 0, []),
    ],
)
def test_entries_are_read_from_either_end(
    home: Home, after_seq: int, before: int | None, limit: int, expected: list[int]
) -> None:
    head = commented(home, begun(home), "2", "3", "4", "5")

    entries = home.conversations.entries(head.id, after=after_seq, before=before, limit=limit)

    assert [entry.seq for entry in entries] == expected


def test_what_is_not_there_is_said_so(home: Home) -> None:
    nobody = ConversationId(an_id())
    head = begun(home)

    for ask in (home.conversations.head, lambda id_: home.conversations.thread(id_, 5)):
        with pytest.raises(NoSuchConversation):
            ask(nobody)
    with pytest.raises(NoSuchConversation):
        home.conversations.mark_opened(nobody, 1)
    for seq in (0, 2):
        with pytest.raises(NoSuchEntry):
            home.conversations.entry(head.id, seq)
    assert home.conversations.entries(nobody) == ()
    assert home.conversations.work(nobody, [1]) == {}
    assert home.conversations.unsettled_work(nobody) == ()


def test_one_conversation_never_shows_entries_of_another(home: Home) -> None:
    head, _ = begun(home), begun(home)

    assert {entry.conversation_id for entry in home.conversations.entries(head.id)} == {head.id}


def test_the_read_mark_goes_forward_or_back_to_nothing_and_never_beyond_the_log(home: Home) -> None:
    head = commented(home, begun(home), "2", "3")

    for through, expected in ((2, 2), (1, 2), (99, 3), (0, 0), (0, 0), (1, 1)):
        told = home.conversations.mark_opened(head.id, through)
        assert told == home.conversations.head(head.id)
        assert told.opened_through == expected


def test_how_far_the_person_has_seen_goes_only_forward_whatever_the_channel(home: Home) -> None:
    head = commented(home, begun(home), "2", "3")

    for through, expected in ((2, 2), (1, 2), (0, 2), (2, 2), (99, 3)):
        home.conversations.mark_seen(head.id, through)
        assert home.conversations.head(head.id).seen_through == expected


def test_the_read_mark_is_not_taken_back_by_a_writer_who_had_not_seen_it(home: Home) -> None:
    head = begun(home)
    home.conversations.mark_opened(head.id, 1)

    commented(home, head, "second")

    assert home.conversations.head(head.id).opened_through == 1


def test_a_read_mark_does_not_make_writers_stale(home: Home) -> None:
    head = begun(home)
    step = head.record(Comment("x"), NOW, SYSTEM)
    home.conversations.mark_opened(head.id, 1)

    assert home.conversations.commit(Commit(step)).seq == 2


def test_delivery_work_begins_with_its_message_and_is_due_at_once(home: Home) -> None:
    head = answered(home)

    (work,) = home.conversations.unsettled_work(head.id)

    assert (work.seq, work.due_at, work.first_due_at) == (3, after(minutes=1), after(minutes=1))
    assert home.conversations.work(head.id, [1, 2, 3]) == {3: work}
    assert home.conversations.due(after(minutes=1)) == (work,)
    assert home.conversations.due(NOW) == ()


def test_delivery_work_is_claimed_by_one(home: Home) -> None:
    head = answered(home)
    work = home.conversations.work(head.id, [3])[3]
    mine, theirs = work.claimed("me", after(minutes=2)), work.claimed("them", after(minutes=2))
    home.conversations.change_work(mine)

    with pytest.raises(StaleConversation):
        home.conversations.change_work(theirs)

    assert home.conversations.work(head.id, [3]) == {3: mine}


def test_delivery_work_that_was_never_begun_cannot_change(home: Home) -> None:
    head = answered(home)
    work = home.conversations.work(head.id, [3])[3]

    with pytest.raises(StaleConversation):
        home.conversations.change_work(replace(work, seq=1, version=1))


def test_claimed_work_is_due_again_when_its_lease_ends(home: Home) -> None:
    head = answered(home)
    work = home.conversations.work(head.id, [3])[3].claimed("me", after(minutes=2))
    home.conversations.change_work(work)

    assert home.conversations.due(after(minutes=2)) == ()
    assert home.conversations.due(after(minutes=2, seconds=limits.LEASE_SECONDS)) == (work,)


def test_an_outcome_is_committed_together_with_the_settled_work(home: Home) -> None:
    head = answered(home)
    claimed = home.conversations.work(head.id, [3])[3].claimed("me", after(minutes=2))
    home.conversations.change_work(claimed)
    settled = claimed.settled(Delivery.SENT, provider_id="p-1")
    step = head.record(DeliveryOutcome(3, Delivery.SENT, provider_id="p-1"), after(minutes=3), SYSTEM)

    home.conversations.commit(Commit(step, work=(settled,)))

    assert home.conversations.work(head.id, [3]) == {3: settled}
    assert home.conversations.unsettled_work(head.id) == ()
    assert home.conversations.due(after(days=9)) == ()


def test_a_commit_with_work_that_somebody_else_changed_writes_nothing(home: Home) -> None:
    head = answered(home)
    work = home.conversations.work(head.id, [3])[3]
    home.conversations.change_work(work.claimed("them", NOW))
    step = head.record(DeliveryOutcome(3, Delivery.SENT), after(minutes=3), SYSTEM)

    with pytest.raises(StaleConversation):
        home.conversations.commit(Commit(step, (a_receipt("<s@x>"),), work=(work.settled(Delivery.SENT),)))

    assert home.conversations.head(head.id) == head
    assert home.conversations.known([a_mail_id("<s@x>")]) == {}


def test_settled_work_can_be_asked_for_again(home: Home) -> None:
    head = answered(home)
    work = home.conversations.work(head.id, [3])[3].settled(Delivery.UNSURE, reason="line broke")
    home.conversations.change_work(work)
    again = work.again(after(hours=1))

    home.conversations.change_work(again)

    assert home.conversations.unsettled_work(head.id) == (again,)
    assert home.conversations.due(after(hours=1)) == (again,)


def test_what_is_due_longest_comes_first_and_no_more_than_asked_for(home: Home) -> None:
    due = []
    for minutes in (3, 1, 2):
        step = begun(home).reply(an_answer(), after(minutes=minutes), AGENT)
        home.conversations.commit(Commit(step))
        due.append((minutes, step.after.id))

    found = home.conversations.due(after(hours=1), limit=2)

    assert [work.conversation_id for work in found] == [id_ for _, id_ in sorted(due)][:2]


def test_what_is_due_is_found_wherever_it_lies(home: Home) -> None:
    """Whatever its id, and however the home spreads what is due over partitions."""
    ids = {due_shard(id_): id_ for id_ in (ConversationId(an_id()) for _ in range(300))}
    assert len(ids) == DUE_SHARDS
    for id_ in ids.values():
        head = begun(home, a_conversation(id=id_))
        home.conversations.commit(Commit(head.reply(an_answer(), NOW, AGENT)))

    assert {work.conversation_id for work in home.conversations.due(NOW)} == set(ids.values())


def test_unsettled_work_comes_in_the_order_of_the_log(home: Home) -> None:
    head = answered(home)
    for _ in range(2):
        step = head.reply(an_answer(), after(minutes=2), AGENT)
        home.conversations.commit(Commit(step))
        head = step.after

    assert [work.seq for work in home.conversations.unsettled_work(head.id)] == [3, 4, 5]
    assert home.conversations.work(head.id, [3, 5]).keys() == {3, 5}


def both(home: Home) -> tuple[Conversation, Conversation]:
    return begun(home), begun(home)


def test_steps_of_two_conversations_are_written_together(home: Home) -> None:
    target, source = both(home)
    into, away = merged(source, target, NOW, SYSTEM)
    receipt = a_receipt("<order@x>")

    taken = home.conversations.commit(Commit(into, (receipt,), also=(away,)))

    assert (taken.conversation_id, taken.seq) == (target.id, 2)
    assert [home.conversations.head(one.id) for one in (target, source)] == [into.after, away.after]
    assert home.conversations.entry(source.id, 2) == away.entries[0]
    assert home.conversations.commit(Commit(into, (receipt,), also=(away,))).repeated


@pytest.mark.parametrize("faster", [0, 1])
def test_neither_step_is_written_when_somebody_was_faster_in_either(home: Home, faster: int) -> None:
    heads = both(home)
    into, away = merged(heads[1], heads[0], NOW, SYSTEM)
    commented(home, heads[faster], "first")

    with pytest.raises(StaleConversation):
        home.conversations.commit(Commit(into, (a_receipt("<order@x>"),), also=(away,)))

    assert [home.conversations.head(one.id).merged_into for one in heads] == [None, None]
    assert [home.conversations.head(one.id).merged_from for one in heads] == [(), ()]
    assert home.conversations.known([a_receipt("<order@x>").external_id]) == {}


def test_what_was_undone_is_gone_from_both_heads(home: Home) -> None:
    target, source = both(home)
    into, away = merged(source, target, NOW, SYSTEM)
    home.conversations.commit(Commit(into, also=(away,)))
    alone, without = unmerged(away.after, into.after, NOW, SYSTEM)

    home.conversations.commit(Commit(alone, also=(without,)))

    assert [home.conversations.head(one.id) for one in (source, target)] == [alone.after, without.after]
    assert (alone.after.merged_into, without.after.merged_from) == (None, ())


def test_a_receipt_may_be_about_an_entry_of_what_was_merged(home: Home) -> None:
    target, source = both(home)
    about = Receipt(a_mail_id("<given@x>"), of=1, of_conversation=source.id)

    home.conversations.commit(Commit(target.record(Comment("x"), NOW, SYSTEM), (about,)))

    (known,) = home.conversations.known([about.external_id]).values()
    assert (known.conversation_id, known.seq) == (source.id, 1)


def test_a_head_into_which_most_was_merged_is_kept(home: Home) -> None:
    each = limits.PARTICIPANTS_BYTES // limits.PARTICIPANTS
    people = tuple(f"{number:02d}".ljust(each, "p") for number in range(limits.PARTICIPANTS))
    head = a_conversation(
        subject="ñ" * (limits.SUBJECT // 2),
        contact_name="n" * limits.NAME,
        contact_address="a" * limits.ADDRESS,
        preview="p" * limits.PREVIEW,
        participants=people,
        owner=AGENT,
        linked=tuple(Linked(ConversationId(an_id()), 10**6, "stranger_quoted") for _ in range(limits.LINKED)),
        merged_from=tuple(MergedFrom(ConversationId(an_id()), 10**6) for _ in range(limits.MERGED)),
        merged_into=MergedInto(ConversationId(an_id()), 10**6),
    )

    assert begun(home, head).merged_from == head.merged_from


def test_an_entry_over_the_limit_of_an_item_is_refused(home: Home) -> None:
    head = begun(home)
    step = head.record(Comment("x" * limits.ITEM), NOW, SYSTEM)

    with pytest.raises(TooLarge):
        home.conversations.commit(Commit(step, (a_receipt("<big@x>"),)))

    assert home.conversations.head(head.id) == head
    assert home.conversations.known([a_mail_id("<big@x>")]) == {}


def test_a_comment_just_under_the_limit_is_kept(home: Home) -> None:
    head = begun(home)
    step = head.record(Comment("x" * (limits.ITEM - 300)), NOW, SYSTEM)

    home.conversations.commit(Commit(step))

    assert home.conversations.entry(head.id, 2) == step.entries[0]


def test_a_head_over_its_limit_is_refused(home: Home) -> None:
    with pytest.raises(TooLarge):
        begun(home, a_conversation(subject="x" * limits.HEAD))


def test_more_items_than_a_transaction_takes_are_refused(home: Home) -> None:
    step = Step.begin(a_conversation())
    for number in range(limits.TRANSACTION_ITEMS):
        step = step.add(Comment(str(number)), NOW, SYSTEM)

    with pytest.raises(TooLarge):
        home.conversations.commit(Commit(step))


def test_more_bytes_than_a_transaction_takes_are_refused(home: Home) -> None:
    step = Step.begin(a_conversation())
    for _ in range(11):
        step = step.add(Comment("x" * (limits.ITEM - 300)), NOW, SYSTEM)

    with pytest.raises(TooLarge):
        home.conversations.commit(Commit(step))


def test_a_hundred_items_at_once_are_kept(home: Home) -> None:
    step = Step.begin(a_conversation())
    for number in range(limits.TRANSACTION_ITEMS - 2):
        step = step.add(Comment(str(number)), NOW, SYSTEM)

    home.conversations.commit(Commit(step, (a_receipt(),)))

    assert home.conversations.entries(step.after.id) == step.entries


def test_a_key_over_its_limit_is_refused(home: Home) -> None:
    scope = ExternalId("cmd#" + "x" * limits.PARTITION_KEY, "key")

    with pytest.raises(TooLarge):
        home.conversations.commit(Commit(a_beginning(), (Receipt(scope),)))


def test_an_empty_key_is_refused(home: Home) -> None:
    with pytest.raises(Invalid):
        begun(home, a_conversation(contact_id=ContactId("")))


def test_half_a_character_is_refused(home: Home) -> None:
    with pytest.raises(Invalid):
        home.conversations.commit(Commit(begun(home).record(Comment("\ud83d"), NOW, SYSTEM)))


def test_any_id_that_a_sender_makes_up_can_be_kept(home: Home) -> None:
    ids = [a_mail_id(value) for value in ("x" * 100_000, "\x00", "#", "\ud83d", " ", "<A@x>", "<a@x>")]

    for external_id in ids:
        home.conversations.commit(Commit(a_beginning(), (Receipt(external_id),)))

    assert home.conversations.known(ids).keys() == set(ids)
