"""Where a person can be reached: what bounces say, and what mail from them says."""

from datetime import UTC, datetime, timedelta

from chalicelib.domain import limits
from chalicelib.domain.contact import Contact, Unreachable
from chalicelib.domain.ids import ContactId

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CARLA = Contact(ContactId("c" * 32), "Carla", NOON)


def test_the_newest_bounce_of_an_address_counts() -> None:
    later = Unreachable("carla@x", NOON + timedelta(days=1), "5.1.2")

    marked = CARLA.bounced(Unreachable("carla@x", NOON, "5.1.1")).bounced(later)

    assert marked.unreachable == (later,)


def test_mail_from_an_address_clears_that_one_only() -> None:
    marked = CARLA.bounced(Unreachable("carla@x", NOON)).bounced(Unreachable("boss@x", NOON))

    assert [one.address for one in marked.heard_from("carla@x").unreachable] == ["boss@x"]


def test_of_many_addresses_the_latest_are_remembered() -> None:
    marked = CARLA
    for number in range(limits.UNREACHABLE + 5):
        marked = marked.bounced(Unreachable(f"{number}@x", NOON))

    assert len(marked.unreachable) == limits.UNREACHABLE
    assert marked.unreachable[-1].address == f"{limits.UNREACHABLE + 4}@x"
