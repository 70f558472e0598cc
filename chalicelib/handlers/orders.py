"""HTTP: what an agent does to a conversation. Read the request, call one use-case, answer.

Use-cases of rare orders are loaded with the first of them.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from chalice import Response

from chalicelib.domain.entry import Status
from chalicelib.domain.errors import NoSuchConversation, StaleReply
from chalicelib.domain.ids import AgentId, ConversationId, InboxId, is_identifier
from chalicelib.domain.orders import Order, ReplyOrder, TemplateOrder
from chalicelib.domain.permission import Permission
from chalicelib.handlers import outside_signs
from chalicelib.handlers.answers import ConversationDetail
from chalicelib.handlers.bodies import (
    AssignBody,
    CommentBody,
    EmptyBody,
    MergeBody,
    MoveBody,
    OpenedBody,
    ReplyBody,
    TemplateBody,
)
from chalicelib.handlers.chat_frames import TeamSeen
from chalicelib.handlers.entry_answers import EntryJson
from chalicelib.handlers.http import AgentCall, AgentRoutes
from chalicelib.handlers.mailboxes import mailboxes
from chalicelib.handlers.problems import problem
from chalicelib.handlers.pushing import push
from chalicelib.handlers.showing import detail_json, entries_json
from chalicelib.handlers.written import plain_text
from chalicelib.queries.conversation_thread import conversation_detail, conversation_stretch, one_entry
from chalicelib.usecases.open_conversation import open_conversation
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from chalicelib.usecases.take_uploads import take_uploads

routes = AgentRoutes(__name__)
UNSEEN = 100


@routes.route(
    "/conversations/{conversation_id}/replies",
    method="POST",
    permission=Permission.REPLY,
    body=ReplyBody,
    answer=EntryJson,
    status=HTTPStatus.CREATED,
)
def post_reply(call: AgentCall[ReplyBody], conversation_id: ConversationId) -> EntryJson | Response:
    """Answer. 409 `StaleReply` with the entries not yet seen, unless `insist`."""
    given = call.given
    order = ReplyOrder(
        conversation_id=conversation_id,
        by=Order(call.agent, call.command, by_program=call.token is not None),
        text=plain_text(given.text, given.html),
        last_seq=given.last_seq,
        html=given.html,
        to=mailboxes(given.to, "to"),
        cc=mailboxes(given.cc, "cc"),
        bcc=mailboxes(given.bcc, "bcc"),
        attachments=take_uploads(call.ports, call.agent.id, given.attachments),
        insist=given.insist,
        answers=given.answers,
        quick_replies=tuple(given.quick_replies),
        template=_template(given.template),
    )
    try:
        taken = reply_to_conversation(call.ports, order)
    except StaleReply as stale:
        unseen = conversation_stretch(
            call.ports, conversation_id, after=stale.unseen_after, before=None, limit=UNSEEN
        )
        return problem(stale, entries_json(unseen))
    return _entry(call, conversation_id, taken.seq)


@routes.route(
    "/conversations/{conversation_id}/comments",
    method="POST",
    permission=Permission.COMMENT,
    body=CommentBody,
    answer=EntryJson,
    status=HTTPStatus.CREATED,
)
def post_comment(call: AgentCall[CommentBody], conversation_id: ConversationId) -> EntryJson:
    """Leave a note that only the team sees."""
    from chalicelib.usecases.comment_on_conversation import comment_on_conversation

    by = Order(call.agent, call.command)
    taken = comment_on_conversation(call.ports, conversation_id, call.given.text, by)
    return _entry(call, conversation_id, taken.seq)


@routes.route(
    "/conversations/{conversation_id}/close",
    method="POST",
    permission=Permission.WORK,
    answer=ConversationDetail,
)
def post_close(call: AgentCall[EmptyBody], conversation_id: ConversationId) -> ConversationDetail:
    """Close it; a closed one stays as it is."""
    return _with_status(call, conversation_id, Status.CLOSED)


@routes.route(
    "/conversations/{conversation_id}/reopen",
    method="POST",
    permission=Permission.WORK,
    answer=ConversationDetail,
)
def post_reopen(call: AgentCall[EmptyBody], conversation_id: ConversationId) -> ConversationDetail:
    """Open it again; an open one stays as it is."""
    return _with_status(call, conversation_id, Status.OPEN)


@routes.route(
    "/conversations/{conversation_id}/spam",
    method="POST",
    permission=Permission.WORK,
    answer=ConversationDetail,
)
def post_spam(call: AgentCall[EmptyBody], conversation_id: ConversationId) -> ConversationDetail:
    """Put it into Spam."""
    return _with_status(call, conversation_id, Status.SPAM)


@routes.route(
    "/conversations/{conversation_id}/not-spam",
    method="POST",
    permission=Permission.WORK,
    answer=ConversationDetail,
)
def post_not_spam(call: AgentCall[EmptyBody], conversation_id: ConversationId) -> ConversationDetail:
    """Take it out of Spam: it is open."""
    return _with_status(call, conversation_id, Status.OPEN)


@routes.route(
    "/conversations/{conversation_id}/assign",
    method="POST",
    permission=Permission.WORK,
    body=AssignBody,
    answer=ConversationDetail,
)
def post_assign(call: AgentCall[AssignBody], conversation_id: ConversationId) -> ConversationDetail:
    """Give it to an agent, or to nobody."""
    from chalicelib.usecases.assign_conversation import assign_conversation

    owner = None if call.given.owner is None else AgentId(call.given.owner)
    assign_conversation(call.ports, conversation_id, owner, Order(call.agent, call.command))
    return detail_json(conversation_detail(call.ports, conversation_id))


@routes.route(
    "/conversations/{conversation_id}/merge",
    method="POST",
    permission=Permission.WORK,
    body=MergeBody,
    answer=ConversationDetail,
)
def post_merge(call: AgentCall[MergeBody], conversation_id: ConversationId) -> ConversationDetail:
    """Let it go on in another one; the answer is the conversation in which it goes on."""
    from chalicelib.usecases.merge_conversations import merge_conversations

    if not is_identifier(call.given.into):
        raise NoSuchConversation(field="into")
    into, by = ConversationId(call.given.into), Order(call.agent, call.command)
    taken = merge_conversations(call.ports, conversation_id, into, by)
    return detail_json(conversation_detail(call.ports, taken.conversation_id))


@routes.route(
    "/conversations/{conversation_id}/unmerge",
    method="POST",
    permission=Permission.WORK,
    answer=ConversationDetail,
)
def post_unmerge(call: AgentCall[EmptyBody], conversation_id: ConversationId) -> ConversationDetail:
    """Undo its merge into another one: it goes on by itself again."""
    from chalicelib.usecases.unmerge_conversation import unmerge_conversation

    unmerge_conversation(call.ports, conversation_id, Order(call.agent, call.command))
    return detail_json(conversation_detail(call.ports, conversation_id))


@routes.route(
    "/conversations/{conversation_id}/move",
    method="POST",
    permission=Permission.WORK,
    body=MoveBody,
    answer=ConversationDetail,
)
def post_move(call: AgentCall[MoveBody], conversation_id: ConversationId) -> ConversationDetail:
    """Give it to another inbox; its channel stays, so answers still arrive."""
    from chalicelib.usecases.move_conversation import move_conversation

    inbox_id, by = InboxId(call.given.inbox), Order(call.agent, call.command)
    move_conversation(call.ports, conversation_id, inbox_id, by)
    return detail_json(conversation_detail(call.ports, conversation_id))


@routes.route(
    "/conversations/{conversation_id}/opened",
    method="POST",
    permission=Permission.SEE_CONVERSATIONS,
    body=OpenedBody,
    answer=None,
    status=HTTPStatus.NO_CONTENT,
)
def post_opened(call: AgentCall[OpenedBody], conversation_id: ConversationId) -> None:
    """The team has read it that far; 0 marks it unread again."""
    opened = open_conversation(call.ports, conversation_id, call.given.through)
    seq = opened.head.opened_through
    if opened.visitors and seq:
        push(call.ports, opened.visitors, TeamSeen(conversation_id, seq))
    if call.may(Permission.REPLY):
        outside_signs.team_opened(call.ports, opened.head)


@routes.route(
    "/conversations/{conversation_id}/entries/{seq}/resend",
    method="POST",
    permission=Permission.REPLY,
    answer=EntryJson,
)
def post_resend(call: AgentCall[EmptyBody], conversation_id: ConversationId, seq: int) -> EntryJson:
    """Send a message once more that failed, bounced, or may not have gone out."""
    from chalicelib.usecases.resend_message import resend_message

    resend_message(call.ports, conversation_id, seq, Order(call.agent, call.command))
    return _entry(call, conversation_id, seq)


@routes.route(
    "/conversations/{conversation_id}/entries/{seq}/arrived",
    method="POST",
    permission=Permission.REPLY,
    answer=EntryJson,
)
def post_arrived(call: AgentCall[EmptyBody], conversation_id: ConversationId, seq: int) -> EntryJson:
    """Say that a message nobody was sure about went out."""
    from chalicelib.usecases.confirm_arrival import confirm_arrival

    confirm_arrival(call.ports, conversation_id, seq, Order(call.agent, call.command))
    return _entry(call, conversation_id, seq)


@routes.route(
    "/conversations/{conversation_id}/entries/{seq}/split-off",
    method="POST",
    permission=Permission.WORK,
    answer=ConversationDetail,
    status=HTTPStatus.CREATED,
)
def post_split_off(
    call: AgentCall[EmptyBody], conversation_id: ConversationId, seq: int
) -> ConversationDetail:
    """Make a message that came in a conversation of its own; the answer is that conversation."""
    from chalicelib.usecases.split_off_message import split_off_message

    taken = split_off_message(call.ports, conversation_id, seq, Order(call.agent, call.command))
    return detail_json(conversation_detail(call.ports, taken.conversation_id))


def _with_status(
    call: AgentCall[EmptyBody], conversation_id: ConversationId, status: Status
) -> ConversationDetail:
    from chalicelib.usecases.set_conversation_status import set_conversation_status

    set_conversation_status(call.ports, conversation_id, status, Order(call.agent, call.command))
    return detail_json(conversation_detail(call.ports, conversation_id))


def _template(given: TemplateBody | None) -> TemplateOrder | None:
    return TemplateOrder(given.name, given.language, tuple(given.variables)) if given else None


def _entry(call: AgentCall[Any], conversation_id: ConversationId, seq: int) -> EntryJson:
    return entries_json(one_entry(call.ports, conversation_id, seq))[0]
