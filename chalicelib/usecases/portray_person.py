"""A platform is asked what somebody is called and looks like; their picture is copied: links to it end."""

from __future__ import annotations

from chalicelib.domain import limits
from chalicelib.domain.avatar import picture_type
from chalicelib.domain.contact import Contact
from chalicelib.domain.platform_event import Person, PlatformContact
from chalicelib.domain.portrait import AGAIN_AFTER_REFUSAL, AGAIN_SOON, AGAIN_WHEN_OLD
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.person_profile import learn_of_person
from chalicelib.ports.person_thread import identity_of
from chalicelib.ports.platform import FileLost, NoPicture, Platform, PlatformBusy, TokenRefused


def portray_person(ports: Ports, channel: Channel, person: Person) -> str:
    """Keep what the platform tells, as a `picture` of the `person` that it told just now; why not, or "".

    Nothing is asked before it is time, so repeats ask nothing; what cannot be had leaves all as it was.
    """
    contact = ports.contacts.by_identity(identity_of(channel, person.id))
    platform, now = ports.platforms.get(channel.kind), ports.now()
    if contact is None or platform is None or contact.asked_from is None or contact.asked_from > now:
        return ""
    # first, so that nobody else asks meanwhile, nor this job once more if it breaks off
    ports.contacts.set_picture(contact.id, contact.picture, now + AGAIN_SOON)
    try:
        picture = _told(ports, platform, channel, contact, person)
    except (PlatformBusy, TokenRefused) as error:
        return str(error)
    except FileLost as lost:
        ports.contacts.set_picture(contact.id, contact.picture, now + AGAIN_AFTER_REFUSAL)
        return str(lost)
    ports.contacts.set_picture(contact.id, picture, now + AGAIN_WHEN_OLD)
    return ""


def _told(ports: Ports, platform: Platform, channel: Channel, contact: Contact, person: Person) -> str:
    """The blob of their picture, "" if they have none; somebody nameless gets their name on the way."""
    told = person if person.picture else platform.person(channel, person.id)
    if told is None:
        raise NoPicture("The platform does not show this person to us")
    if told.name and contact.nameless:
        learn_of_person(ports, channel, PlatformContact(Person(person.id, told.name), ports.now()))
    if not told.picture:
        return ""
    content = platform.picture(channel, told.picture)
    if len(content) > limits.AVATAR or not picture_type(content):
        raise NoPicture("What lies at the address of the picture is none, or is too large")
    return ports.blobs.put(content)
