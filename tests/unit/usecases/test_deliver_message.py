"""What an agent sends goes out once; where nobody can know, the log says so."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.entry import Delivery, DeliveryOutcome, Mailbox, Message, Returned
from chalicelib.domain.errors import ChannelPaused, NothingToSettle, StaleConversation
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.inbound import Bounce
from chalicelib.domain.orders import NewMailOrder, Order, ReplyOrder
from chalicelib.domain.reply_token import conversation_of
from chalicelib.domain.sending_errors import SendDelayed, SenderRefused, SendRefused, SendUnsure, TokenInvalid
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.outgoing import outbound_of
from chalicelib.usecases.confirm_arrival import confirm_arrival
from chalicelib.usecases.deliver_message import deliver_message
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from chalicelib.usecases.resend_message import resend_message
from chalicelib.usecases.start_conversation import start_conversation
from chalicelib.usecases.wake_due_work import wake_due_work
from tests.builders import a_domain
from tests.unit.usecases.company import ANA, SUPPORT, SUPPORT_INBOX
from tests.unit.usecases.conftest import Clock, RecordingGateway
from tests.unit.usecases.test_receive_message import a_mail


@pytest.fixture
def conversation(ports: Ports) -> ConversationId:
    return answered(ports)


def answered(ports: Ports) -> ConversationId:
    taken = receive_message(ports, a_mail())
    order = ReplyOrder(taken.conversation_id, Order(ANA), "We send a new one", last_seq=1)
    reply_to_conversation(ports, order)
    return taken.conversation_id


def outcomes(ports: Ports, conversation: ConversationId) -> list[tuple[int, str, str]]:
    contents = [entry.content for entry in ports.conversations.entries(conversation)]
    return [(one.of, one.state, one.reason) for one in contents if isinstance(one, DeliveryOutcome)]


def test_an_answer_is_sent_and_the_log_says_so(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway
) -> None:
    deliver_message(ports, conversation)

    assert [one.text for one in gateway.sent] == ["We send a new one"]
    assert outcomes(ports, conversation) == [(3, Delivery.SENT, "")]


def test_what_is_sent_is_complete(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway
) -> None:
    deliver_message(ports, conversation)

    (sent,) = gateway.sent
    assert sent.recipients == ("carla@customer.example",)
    assert sent.signature == "The lamp team"
    assert sent.quoted is not None
    assert sent.quoted.text == "It flickers"
    key = ports.secrets.key("reply-token")
    assert conversation_of(key, f"{sent.reply_token}@bandeja.test") == conversation


def test_the_job_twice_sends_once(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway
) -> None:
    deliver_message(ports, conversation)
    deliver_message(ports, conversation)

    assert len(gateway.sent) == 1


def test_answers_go_out_in_their_order(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway
) -> None:
    for text in ("second", "third"):
        seq = ports.conversations.head(conversation).seq
        reply_to_conversation(ports, ReplyOrder(conversation, Order(ANA), text, last_seq=seq))

    deliver_message(ports, conversation)

    assert [one.text for one in gateway.sent] == ["We send a new one", "second", "third"]


def test_a_refusal_is_final_and_tells_its_reason(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway
) -> None:
    gateway.fails = [SendRefused("There is no such mailbox")]

    deliver_message(ports, conversation)
    deliver_message(ports, conversation)

    assert outcomes(ports, conversation) == [(3, Delivery.FAILED, "There is no such mailbox")]
    assert gateway.sent == []


def test_a_provider_that_is_busy_is_tried_again_later(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway, clock: Clock
) -> None:
    gateway.fails = [SendDelayed("Slow down")]

    deliver_message(ports, conversation)
    deliver_message(ports, conversation)
    assert gateway.sent == []
    assert wake_due_work(ports) == 0
    clock.ahead(seconds=31)
    assert wake_due_work(ports) == 1
    deliver_message(ports, conversation)

    assert len(gateway.sent) == 1
    assert outcomes(ports, conversation) == [(3, Delivery.SENT, "")]


def test_a_provider_that_says_how_long_it_is_busy_is_left_alone_for_that_time(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway, clock: Clock
) -> None:
    gateway.fails = [SendDelayed("Slow down", wait=timedelta(minutes=7))]

    deliver_message(ports, conversation)
    clock.ahead(minutes=6)
    assert wake_due_work(ports) == 0
    clock.ahead(minutes=2)
    assert wake_due_work(ports) == 1
    deliver_message(ports, conversation)

    assert outcomes(ports, conversation) == [(3, Delivery.SENT, "")]


def test_a_message_waits_until_its_channel_is_connected_again(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway, clock: Clock
) -> None:
    gateway.fails = [TokenInvalid("Connect the page again"), TokenInvalid("Connect the page again")]

    for _ in range(3):
        deliver_message(ports, conversation)
        clock.ahead(hours=1)

    assert outcomes(ports, conversation) == [(3, Delivery.SENT, "")]


def test_what_was_accepted_before_a_pause_goes_out_after_it(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway, clock: Clock
) -> None:
    ports.workspace.change_channel(support(ports).changed(paused=True))
    deliver_message(ports, conversation)
    assert gateway.sent == []

    ports.workspace.change_channel(support(ports).changed(paused=False))
    clock.ahead(hours=1)
    deliver_message(ports, conversation)

    assert outcomes(ports, conversation) == [(3, Delivery.SENT, "")]


def test_nothing_is_sent_again_while_its_channel_is_paused(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway
) -> None:
    gateway.fails = [SendRefused("Mailbox full")]
    deliver_message(ports, conversation)
    ports.workspace.change_channel(support(ports).changed(paused=True))

    with pytest.raises(ChannelPaused):
        resend_message(ports, conversation, 3, Order(ANA))
    assert outcomes(ports, conversation) == [(3, Delivery.FAILED, "Mailbox full")]


def test_a_provider_that_is_busy_for_a_day_fails(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway, clock: Clock
) -> None:
    gateway.fails = [SendDelayed("Slow down") for _ in range(100)]

    for _ in range(60):
        deliver_message(ports, conversation)
        clock.ahead(hours=1)

    assert outcomes(ports, conversation) == [(3, Delivery.FAILED, "Slow down")]


def test_a_later_answer_waits_for_the_one_before_it(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway
) -> None:
    gateway.fails = [SendDelayed("Slow down")]
    reply_to_conversation(ports, ReplyOrder(conversation, Order(ANA), "second", last_seq=3))

    deliver_message(ports, conversation)

    assert gateway.sent == []


def test_a_line_that_broke_leaves_nobody_in_false_safety(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway
) -> None:
    gateway.fails = [SendUnsure("The mail server broke off before it answered")]

    deliver_message(ports, conversation)

    assert outcomes(ports, conversation)[0][1] == Delivery.UNSURE


def test_a_crash_in_the_middle_of_sending_is_not_sent_again_blindly(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway, clock: Clock
) -> None:
    gateway.fails = [RuntimeError("killed")]
    with pytest.raises(RuntimeError):
        deliver_message(ports, conversation)

    deliver_message(ports, conversation)
    assert outcomes(ports, conversation) == []
    clock.ahead(seconds=61)
    deliver_message(ports, conversation)

    assert gateway.sent == []
    assert [state for _, state, _ in outcomes(ports, conversation)] == [Delivery.UNSURE]


def test_a_crash_after_sending_is_settled_by_what_the_gateway_knows(
    ports: Ports,
    conversation: ConversationId,
    gateway: RecordingGateway,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first_send = gateway.send

    def sends_and_dies(outbound: object) -> str:
        first_send(outbound)  # type: ignore[arg-type]  # what the use-case passes
        raise RuntimeError("killed")

    monkeypatch.setattr(gateway, "send", sends_and_dies)
    with pytest.raises(RuntimeError):
        deliver_message(ports, conversation)
    clock.ahead(seconds=61)

    deliver_message(ports, conversation)

    assert len(gateway.sent) == 1
    assert outcomes(ports, conversation) == [(3, Delivery.SENT, "")]


def test_two_workers_at_once_send_once(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway, clock: Clock
) -> None:
    (work,) = ports.conversations.unsettled_work(conversation)
    ports.conversations.change_work(work.claimed("the other", clock.now))

    deliver_message(ports, conversation)

    assert gateway.sent == []
    with pytest.raises(StaleConversation):
        ports.conversations.change_work(work.claimed("me", clock.now))


def test_a_message_that_failed_is_sent_again_when_a_person_asks(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway
) -> None:
    gateway.fails = [SendRefused("Mailbox full")]
    deliver_message(ports, conversation)

    resend_message(ports, conversation, 3, Order(ANA))
    deliver_message(ports, conversation)

    states = [state for _, state, _ in outcomes(ports, conversation)]
    assert states == [Delivery.FAILED, Delivery.QUEUED, Delivery.SENT]
    assert gateway.sent[0].attempt == 2


def test_a_message_that_went_out_is_not_sent_again(ports: Ports, conversation: ConversationId) -> None:
    deliver_message(ports, conversation)

    with pytest.raises(NothingToSettle):
        resend_message(ports, conversation, 3, Order(ANA))


def test_a_person_may_say_that_it_arrived(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway
) -> None:
    gateway.fails = [SendUnsure("The line broke")]
    deliver_message(ports, conversation)

    confirm_arrival(ports, conversation, 3, Order(ANA))

    assert outcomes(ports, conversation)[-1][1] == Delivery.SENT
    with pytest.raises(NothingToSettle):
        confirm_arrival(ports, conversation, 3, Order(ANA))


def test_a_new_mail_starts_a_conversation_and_goes_out(ports: Ports, gateway: RecordingGateway) -> None:
    order = NewMailOrder(SUPPORT.inbox_id, Order(ANA), (Mailbox("nuno@x.example", "Nuno"),), "Hi", "Hello")

    taken = start_conversation(ports, order)
    deliver_message(ports, taken.conversation_id)

    head = ports.conversations.head(taken.conversation_id)
    assert (head.contact_name, head.owner, head.unread) == ("Nuno", ANA.id, False)
    assert gateway.sent[0].message.subject == "Hello"
    answer = a_mail("<9@x>", sender=Mailbox("nuno@x.example"), answers=gateway.sent[0].message.message_id)
    assert receive_message(ports, answer).conversation_id == taken.conversation_id


def test_mail_whose_notification_was_lost_is_found(ports: Ports, clock: Clock) -> None:
    ports.blobs.put_incoming("lost", b"From: x@y.example\n\nHi")

    clock.now += timedelta(minutes=14)
    early = wake_due_work(ports)
    clock.now += timedelta(days=1)

    assert early == 0
    assert wake_due_work(ports) == 1


SES_ID = "<0102018f-7a2b@eu-west-1.amazonses.com>"


def sent_under_another_id(ports: Ports, conversation: ConversationId, gateway: RecordingGateway) -> None:
    """The provider puts an id of its own in the place of ours, as SES does."""
    gateway.named = SES_ID
    deliver_message(ports, conversation)


def test_an_answer_to_the_id_that_the_provider_gave_joins_the_thread(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway
) -> None:
    sent_under_another_id(ports, conversation, gateway)

    taken = receive_message(ports, a_mail("<2@customer.example>", answers=SES_ID))

    assert taken.conversation_id == conversation


def test_our_mail_under_the_id_that_the_provider_gave_is_ours(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway
) -> None:
    sent_under_another_id(ports, conversation, gateway)

    taken = receive_message(ports, a_mail(SES_ID, sender=Mailbox(SUPPORT.address)))
    bounce = Bounce("carla@customer.example", "5.1.1", "no such mailbox", SES_ID)
    receive_message(ports, a_mail("<b@mx>", sender=Mailbox(""), automatic=True, bounce=bounce))

    assert ports.conversations.entry(conversation, taken.seq).content == Returned(SES_ID, of=3)
    assert outcomes(ports, conversation)[-1][:2] == (3, Delivery.BOUNCED)


def test_an_id_that_is_found_after_a_crash_is_kept_too(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway, clock: Clock
) -> None:
    gateway.named = SES_ID
    work = ports.conversations.work(conversation, [3])[3].claimed("somebody who died", clock())
    ports.conversations.change_work(work)
    gateway.send(outbound_of(ports, work))
    clock.ahead(minutes=5)

    deliver_message(ports, conversation)

    assert len(gateway.sent) == 1
    taken = receive_message(ports, a_mail("<2@customer.example>", answers=SES_ID))
    assert taken.conversation_id == conversation


def test_a_provider_that_keeps_our_id_is_no_reason_for_another(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway
) -> None:
    content = ports.conversations.entry(conversation, 3).content
    assert isinstance(content, Message)
    gateway.named = content.message_id

    deliver_message(ports, conversation)

    assert outcomes(ports, conversation) == [(3, Delivery.SENT, "")]


def test_an_answer_goes_out_as_the_settings_of_its_inbox_say(ports: Ports, gateway: RecordingGateway) -> None:
    proven = replace(SUPPORT, team_address="help@example.com", forwarding_verified=True, domain_verified=True)
    proven = replace(proven, company="Lamps Ltd", quotes_earlier=False)
    ports.workspace.put_channel(proven)
    ports.workspace.put_inbox(replace(SUPPORT_INBOX, signature="{agent}\nSupport, {company}"))
    conversation = answered(ports)

    deliver_message(ports, conversation)

    (sent,) = gateway.sent
    assert sent.message.sender == Mailbox("help@example.com", "Ana from Lamps Ltd")
    assert sent.signature == "Ana\nSupport, Lamps Ltd"
    assert sent.quoted is None
    assert sent.channel.address == "support@bandeja.test", "answers come back to the hosted address"


def test_an_answer_goes_out_from_the_hosted_address_once_the_team_address_is_broken(
    ports: Ports, gateway: RecordingGateway
) -> None:
    proven = replace(SUPPORT, team_address="help@example.com", forwarding_verified=True, domain_verified=True)
    ports.workspace.put_channel(proven)
    conversation = answered(ports)
    ports.workspace.put_channel(replace(proven, domain_verified=False))

    deliver_message(ports, conversation)

    assert gateway.sent[0].message.sender == Mailbox("support@bandeja.test", "Ana, Support")


def team_address_sends(ports: Ports) -> ConversationId:
    """An answer of a channel whose team address is proven, as far as anybody knows."""
    proven = replace(SUPPORT, team_address="help@example.com", forwarding_verified=True, domain_verified=True)
    ports.workspace.put_channel(proven)
    ports.workspace.put_sending_domain(a_domain(verified=True))
    return answered(ports)


def support(ports: Ports) -> Channel:
    return next(one for one in ports.workspace.channels() if one.id == SUPPORT.id)


def test_where_the_provider_refuses_the_team_address_the_hosted_one_sends_from_now_on(
    ports: Ports, gateway: RecordingGateway
) -> None:
    conversation = team_address_sends(ports)
    gateway.fails = [SenderRefused("help@example.com is not verified")]

    deliver_message(ports, conversation)

    assert [one.message.sender for one in gateway.sent] == [Mailbox("support@bandeja.test", "Ana, Support")]
    assert outcomes(ports, conversation)[-1][1] is Delivery.SENT
    assert support(ports).from_address == "support@bandeja.test"
    domain = ports.workspace.sending_domain("example.com")
    assert domain is not None
    assert not domain.verified


def test_where_the_hosted_address_is_refused_too_the_answer_fails_with_the_reason(
    ports: Ports, gateway: RecordingGateway
) -> None:
    conversation = team_address_sends(ports)
    gateway.fails = [SenderRefused("help@example.com"), SenderRefused("support@bandeja.test: no")]

    deliver_message(ports, conversation)

    assert gateway.sent == []
    assert outcomes(ports, conversation)[-1][1:] == (Delivery.FAILED, "support@bandeja.test: no")


def test_a_refusal_that_is_not_about_the_sender_says_nothing_about_the_team_address(
    ports: Ports, gateway: RecordingGateway
) -> None:
    conversation = team_address_sends(ports)
    gateway.fails = [SendRefused("There is no such mailbox")]

    deliver_message(ports, conversation)

    assert gateway.sent == []
    assert support(ports).from_address == "help@example.com"
