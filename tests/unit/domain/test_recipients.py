"""An answer goes to everybody of the last mail, never to ourselves, and to nobody twice."""

from chalicelib.domain.entry import Direction, Mailbox, Message
from chalicelib.domain.recipients import Recipients, reply_to_all

CARLA = Mailbox("carla@customer.example", "Carla")
STORE = Mailbox("store@partner.example")
US = Mailbox("support@bandeja.test", "Support")
OURS = [US.address, "sales@bandeja.test"]


def test_the_sender_is_answered_and_further_people_stay_in_copy() -> None:
    last = Message(Direction.IN, "", sender=CARLA, to=(US, STORE), cc=(Mailbox("boss@customer.example"),))

    people = reply_to_all(last, CARLA, OURS)

    assert people == Recipients((CARLA,), (STORE, Mailbox("boss@customer.example")))


def test_reply_to_goes_before_from() -> None:
    last = Message(Direction.IN, "", sender=CARLA, to=(US,), reply_to=(STORE,))

    assert reply_to_all(last, CARLA, OURS).to == (STORE,)


def test_our_own_and_our_reply_addresses_are_left_out() -> None:
    token = Mailbox("reply+abc@bandeja.test")
    last = Message(Direction.IN, "", sender=CARLA, to=(token, US), cc=(Mailbox("sales@bandeja.test"),))

    assert reply_to_all(last, CARLA, OURS) == Recipients((CARLA,))


def test_a_thread_where_only_we_wrote_goes_on_to_the_same_people() -> None:
    last = Message(Direction.OUT, "", sender=US, to=(CARLA,), cc=(STORE,), bcc=(Mailbox("x@y.example"),))

    assert reply_to_all(last, CARLA, OURS) == Recipients((CARLA,), (STORE,))


def test_mail_from_ourselves_is_answered_to_the_contact() -> None:
    last = Message(Direction.IN, "", sender=US, to=(US,))

    assert reply_to_all(last, CARLA, OURS).to == (CARLA,)


def test_the_envelope_names_everybody_once() -> None:
    people = Recipients((CARLA, STORE), (STORE,), (CARLA, Mailbox("hidden@x.example")))

    assert people.addresses == (CARLA.address, STORE.address, "hidden@x.example")
