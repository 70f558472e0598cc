"""What the API accepts: the JSON bodies of `/api`, checked and limited here, described in openapi.json."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

Text = Annotated[str, msgspec.Meta(max_length=200_000)]
Line = Annotated[str, msgspec.Meta(max_length=998)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Address = Annotated[str, msgspec.Meta(min_length=3, max_length=320)]
Password = Annotated[str, msgspec.Meta(min_length=12, max_length=200)]
Code = Annotated[str, msgspec.Meta(max_length=50)]
Identifier = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Addresses = Annotated[list[Address], msgspec.Meta(max_length=50)]
Files = Annotated[list[Identifier], msgspec.Meta(max_length=50)]
Seq = Annotated[int, msgspec.Meta(ge=0, le=9_999_999_999)]
View = Literal["open", "mine", "unassigned", "closed", "spam"]
Limit = Annotated[int, msgspec.Meta(ge=1, le=100)]
Cursor = Annotated[str, msgspec.Meta(max_length=500)]


class Body(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A body of a request: an unknown field is a mistake, and is named."""


class SignInBody(Body):
    """POST /session. `code`: six digits or a recovery code, for whoever has a second factor."""

    email: Annotated[str, msgspec.Meta(max_length=320)]
    password: Annotated[str, msgspec.Meta(max_length=200)]
    code: Code = ""


class PasswordBody(Body):
    """POST /me/password"""

    current: Annotated[str, msgspec.Meta(max_length=200)]
    new: Password


class SecondFactorBody(Body):
    """POST /me/second-factor"""

    password: Annotated[str, msgspec.Meta(max_length=200)]


class ConfirmBody(Body):
    """POST /me/second-factor/confirm: what the app shows now."""

    code: Code


class SecondFactorOffBody(Body):
    """POST /me/second-factor/off: `code` may be a recovery code."""

    password: Annotated[str, msgspec.Meta(max_length=200)]
    code: Code


class ResetBody(Body):
    """POST /password-reset: `email` asks for the link; `token` and `password` use it."""

    email: Annotated[str, msgspec.Meta(max_length=320)] = ""
    token: Annotated[str, msgspec.Meta(max_length=200)] = ""
    password: Annotated[str, msgspec.Meta(max_length=200)] = ""
    name: Annotated[str, msgspec.Meta(max_length=100)] = ""


class InviteBody(Body):
    """POST /agents"""

    email: Address
    name: Name
    role: Literal["admin", "agent"] = "agent"


class MeBody(Body):
    """POST /me: the agent's own settings. `public_name` "" is the name; `meeting_url` begins with https."""

    name: Name | None = None
    language: Literal["en", "es"] | None = None
    public_name: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    meeting_url: Annotated[str, msgspec.Meta(max_length=500)] | None = None
    meeting_text: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    available: bool | None = None


class AvatarBody(Body):
    """POST /me/avatar: the id of an upload, or "" for no picture."""

    upload: Annotated[str, msgspec.Meta(max_length=100)]


class NewMailBody(Body):
    """POST /conversations: a mail to somebody, which starts a conversation. `attachments` are upload ids."""

    inbox: Identifier
    to: Annotated[list[Address], msgspec.Meta(min_length=1, max_length=50)]
    subject: Line = ""
    text: Text = ""
    html: Text = ""
    cc: Addresses = []
    bcc: Addresses = []
    attachments: Files = []


class TemplateBody(Body):
    """A message that the platform has approved, with what stands for its variables, in their order."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=512)]
    language: Annotated[str, msgspec.Meta(min_length=2, max_length=20)]
    variables: Annotated[
        list[Annotated[str, msgspec.Meta(max_length=1_000)]], msgspec.Meta(max_length=50)
    ] = []


class ReplyBody(Body):
    """POST /conversations/{id}/replies. `last_seq` is the last entry the agent saw (required).

    `to`, `cc`, `bcc` null: reply to all from the last mail. `insist` sends over entries not yet seen.
    On a platform (`/channel-kinds` says what each takes): `answers` is the seq of the message that is quoted,
    `quick_replies` what may be pressed, and `template` goes in the place of text once the window is closed.
    """

    last_seq: Seq
    text: Text = ""
    html: Text = ""
    to: Addresses | None = None
    cc: Addresses | None = None
    bcc: Addresses | None = None
    attachments: Files = []
    insist: bool = False
    answers: Seq = 0
    quick_replies: Annotated[
        list[Annotated[str, msgspec.Meta(max_length=100)]], msgspec.Meta(max_length=20)
    ] = []
    template: TemplateBody | None = None


class ReachBody(Body):
    """POST /unreachable: all that the To, Cc and Bcc of a mail may name."""

    addresses: Annotated[list[Address], msgspec.Meta(max_length=150)]


class CommentBody(Body):
    """POST /conversations/{id}/comments: a note only the team sees."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=20_000)]


class AssignBody(Body):
    """POST /conversations/{id}/assign: an agent's id, or null for nobody."""

    owner: Identifier | None


class MergeBody(Body):
    """POST /conversations/{id}/merge: the conversation in which it is to go on, of the same inbox."""

    into: Identifier


class MoveBody(Body):
    """POST /conversations/{id}/move: the inbox that is to take it."""

    inbox: Identifier


class OpenedBody(Body):
    """POST /conversations/{id}/opened: read through this `seq`; 0 marks it unread again."""

    through: Seq | None = None


class UploadBody(Body):
    """POST /uploads. `size` in bytes, at most 25 MB."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=255)]
    size: Annotated[int, msgspec.Meta(ge=0, le=25_000_000)]
    content_type: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class ReleaseBody(Body):
    """POST /quarantine/{id}/release: into this inbox or channel; neither: wherever it was sent to."""

    inbox: Annotated[str, msgspec.Meta(max_length=100)] = ""
    channel: Annotated[str, msgspec.Meta(max_length=100)] = ""


class DropBody(Body):
    """POST /quarantine/{id}/drop: why it is worth nothing."""

    note: Annotated[str, msgspec.Meta(min_length=1, max_length=1_000, pattern=r"\S")]


class EmailSettingsBody(Body):
    """POST /inboxes/{id}/email: what is named is changed. `{agent}` and `{company}` are filled in."""

    company: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    from_name: Literal["agent_and_company", "company", "agent"] | None = None
    quotes_earlier: bool | None = None
    signature: Annotated[str, msgspec.Meta(max_length=2_000)] | None = None


class TeamAddressBody(Body):
    """POST /inboxes/{id}/email/team-address: what is forwarded; "" for nothing any longer."""

    address: Annotated[str, msgspec.Meta(max_length=320)]


class ForwardingStepBody(Body):
    """POST /inboxes/{id}/email/step: what only a person knows; `done` false takes it back."""

    step: Literal["added", "confirmed"]
    done: bool = True


class EmptyBody(Body):
    """Orders that need no more than their path."""


class Query(msgspec.Struct, kw_only=True):
    """What a question may carry after the `?`; others are not looked at."""


class ListQuery(Query):
    """GET /conversations: an inbox (none: all of them), a view, and where to go on."""

    inbox: Annotated[str, msgspec.Meta(max_length=100)] = ""
    view: View = "open"
    cursor: Cursor = ""
    limit: Limit = 25


class EntriesQuery(Query):
    """GET /conversations/{id}/entries: the last ones, those after a `seq`, or those before a cursor."""

    after: Seq | None = None
    before: Cursor = ""
    limit: Limit = 30


class FrameQuery(Query):
    """GET …/entries/{seq}/html: pictures from elsewhere (1: all of them; 0: only of senders whose pictures
    the team always wants), the screen's colours, and those of the paper under a mail with its own."""

    images: Literal[0, 1] = 0
    theme: Literal["light", "dark"] = "light"
    paper: Literal["light", "dark"] = "light"


class SourceQuery(Query):
    """GET …/entries/{seq}/source: 1 saves the whole mail."""

    download: Literal[0, 1] = 0


class FileQuery(Query):
    """GET /attachments/{id}: 1 shows a picture in its place instead of saving it."""

    inline: Literal[0, 1] = 0


class QuarantineQuery(Query):
    """GET /quarantine: what is held, or (1) what was dropped, and where to go on."""

    dropped: Literal[0, 1] = 0
    cursor: Cursor = ""
    limit: Limit = 50


class RawQuery(Query):
    """GET /quarantine/{id}/raw: 1 saves the whole mail instead of showing its beginning."""

    download: Literal[0, 1] = 0
