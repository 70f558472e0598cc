"""A visitor wants what was said by mail: to the address that is known of them, and to no other."""

from __future__ import annotations

from chalicelib.domain.errors import Invalid, TooManyTries
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.transcript import SUBJECTS, transcript
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chat_mail import ChatMail, outbound_mail
from chalicelib.ports.email_channels import EMAIL, email_channel
from chalicelib.ports.faces import face_of
from chalicelib.ports.merged_conversations import where_it_goes_on

MOST = 3
WINDOW_SECONDS = 3_600
LONGEST = 500


def send_transcript(ports: Ports, conversation_id: ConversationId, channel: Channel, language: str) -> str:
    """The address that it went to. An answer to it goes on with the conversation.

    Raises `Invalid` while no address is known, `TooManyTries` after three in an hour, `NoSuchInbox` when
    the inbox has no email, and what the gateway raises.
    """
    head = where_it_goes_on(ports, conversation_id)
    address = ports.contacts.get(head.contact_id).email
    if not address:
        raise Invalid("Say first where to send it", field="email")
    if ports.live.count_try(f"transcript#{head.id}", ports.now(), WINDOW_SECONDS) > MOST:
        raise TooManyTries(retry_after=WINDOW_SECONDS)
    email = email_channel(ports, head.inbox_id)
    faces = {agent.id: face_of(agent) for agent in ports.workspace.agents()}
    entries = ports.conversations.entries(head.id, before=head.seq + 1, limit=LONGEST)
    mail = ChatMail(
        address,
        sender_name=channel.company_name,
        subject=SUBJECTS.get(language, SUBJECTS["en"]).format(company=channel.company_name),
        text=transcript(entries, faces, head.contact_name, language),
        language=language,
        key=f"{head.id}-transcript-{head.seq}",
        unique=ports.new_id(),
        automatic=True,
    )
    ports.gateways[EMAIL].send(outbound_mail(ports, head, email, mail))
    return address
