"""Messenger, Instagram or WhatsApp as the product sees them: hands messages over, asks what is asked."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from urllib.parse import urlsplit

from chalicelib.adapters.meta.account_questions import check_account, subscribe_account
from chalicelib.adapters.meta.asking import NO_TOKEN, Asking
from chalicelib.adapters.meta.files import RemoteFiles
from chalicelib.adapters.meta.graph import (
    GRAPH_URL,
    GraphAway,
    GraphClient,
    GraphKeys,
    GraphRefused,
    GraphSilent,
)
from chalicelib.adapters.meta.pauses import Pauses
from chalicelib.domain import limits
from chalicelib.domain.graph_request import GraphRequest, Json
from chalicelib.domain.platform_event import Person, RemoteFile
from chalicelib.domain.sending_errors import SendDelayed, SendRefused, SendUnsure, TokenInvalid
from chalicelib.domain.workspace import Channel
from chalicelib.ports.graph import Dialect
from chalicelib.ports.outside import Clock, Outbound
from chalicelib.ports.platform import (
    Account,
    ChannelSecrets,
    FetchedFile,
    FileLost,
    PlatformBusy,
    Template,
    TokenRefused,
    WebhookFields,
)

log = logging.getLogger(__name__)

TEMPLATE_PAGES = 20
PICTURE_SECONDS = 10.0
# a message of many parts goes on in another try before its lease ends, and nobody takes it for lost
ENOUGH = timedelta(seconds=limits.LEASE_SECONDS / 3)
MEDIA_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")


def open_gateway(dialect: Dialect, graph_url: str, secrets: ChannelSecrets, clock: Clock) -> MetaGateway:
    """`graph_url` is Meta's, or that of a stand-in, whose files may lie on this machine."""
    parts = urlsplit(graph_url)
    own_origin = "" if graph_url == GRAPH_URL else f"{parts.scheme}://{parts.netloc}"
    return MetaGateway(dialect, GraphClient(graph_url), secrets, RemoteFiles(own_origin), clock)


@dataclass(frozen=True, slots=True)
class MetaGateway:
    """`Gateway` and `Platform` of one kind. `clock` decides about windows and pauses."""

    dialect: Dialect
    client: GraphClient
    secrets: ChannelSecrets
    files: RemoteFiles
    clock: Clock
    pauses: Pauses = field(default_factory=Pauses)

    def send(self, outbound: Outbound) -> str:
        """Every part that did not go out before; the id of the last. Raises as the port says."""
        keys = self._asking.keys(outbound.channel)
        if not keys.token:
            raise TokenInvalid(NO_TOKEN)
        requests = self.dialect.requests_of(outbound, self.clock())
        sent, began = list(outbound.parts_sent), self.clock()
        for request in requests:
            if self.clock() - began > ENOUGH:
                raise SendDelayed("There are many parts; the rest goes out in a moment")
            try:
                sent.append(self._send_part(outbound.channel, request, keys))
            except SendRefused as refused:
                if not sent:
                    raise
                whole = len(outbound.parts_sent) + len(requests)
                raise SendRefused(f"{refused.detail}. {len(sent)} of {whole} parts had gone out") from refused
            if len(sent) < len(outbound.parts_sent) + len(
                requests
            ):  # the last is what the caller writes down
                outbound.part_sent(sent[-1])
        return sent[-1]

    def found(self, key: str, attempt: int) -> str | None:
        """The Graph API cannot be asked for what we wrote beside a message; its echo tells."""
        return None

    def fetch(self, channel: Channel, file: RemoteFile) -> FetchedFile:
        """As the port says. A file that is known by an id lies behind an address that wants the token."""
        if not file.media_id:
            fetched = self.files.fetch(file.url, name=file.name)
        elif self.dialect.media is None or not MEDIA_ID.fullmatch(file.media_id):
            raise FileLost("The file has an id that this platform does not know")
        else:
            fetched = self._fetch_media(channel, file)
        return replace(fetched, name=file.name) if file.name else fetched

    def _fetch_media(self, channel: Channel, file: RemoteFile) -> FetchedFile:
        assert self.dialect.media is not None
        told = self._ask(channel, self.dialect.media(file.media_id))
        url = told.get("url") if told else None
        if not isinstance(url, str):
            raise FileLost("The platform does not hand the file out any more")
        return self.files.fetch(url, name=file.name, token=self._asking.keys(channel).token)

    def person(self, channel: Channel, person_id: str) -> Person | None:
        """As the port says; `None` also when the platform does not show this person to us."""
        if self.dialect.person is None or self.dialect.read_person is None:
            return None
        told = self._ask(channel, self.dialect.person(person_id))
        return self.dialect.read_person(person_id, told) if told is not None else None

    def picture(self, channel: Channel, link: str) -> bytes:
        """As the port says; there is less patience than with a file, which somebody waits for."""
        small = replace(self.files, most=limits.AVATAR, whole_seconds=PICTURE_SECONDS)
        return small.fetch(link).content

    def check(self, channel: Channel) -> Account:
        """As the port says. What the platform refuses to tell stands in `unsure`."""
        return check_account(self._asking, channel)

    def fields(self) -> WebhookFields:
        """As the port says."""
        return self.dialect.fields

    def subscribe(self, channel: Channel, beside: WebhookFields) -> bool:
        """As the port says; a permission that is missing for it is a token that is of no use."""
        return subscribe_account(self._asking, channel, beside)

    def show(self, channel: Channel, person_id: str, action: str, message_id: str = "") -> None:
        """As the port says: nobody waits for it, so whatever goes wrong is passed over."""
        request = self.dialect.show(channel, person_id, action, message_id)
        if request is None:
            return
        try:
            self._ask(channel, request)
        except (PlatformBusy, TokenRefused) as error:
            log.info("%s was not shown: %s", action, error)

    def templates(self, channel: Channel) -> tuple[Template, ...]:
        """As the port says; none while the account's business is not known."""
        ask, read = self.dialect.templates, self.dialect.read_templates
        found: list[Template] = []
        after = ""
        for _ in range(TEMPLATE_PAGES if ask and read else 0):
            assert ask is not None and read is not None
            request = ask(channel, after)
            told = self._ask(channel, request) if request else None
            if told is None:
                break
            page, after = read(told)
            found += page
            if not after:
                break
        return tuple(found)

    def _send_part(self, channel: Channel, request: GraphRequest, keys: GraphKeys) -> str:
        if request.upload:
            request = request.with_upload(self._upload(channel, request.upload, keys))
        answer = self._called(channel, request, keys)
        if message_id := self.dialect.message_id(answer):
            return message_id
        raise SendUnsure("Meta took the message and did not say under which id")

    def _upload(self, channel: Channel, request: GraphRequest, keys: GraphKeys) -> str:
        """A file on its way is no message yet: whatever breaks here, nothing went out."""
        try:
            answer = self._called(channel, request, keys)
        except SendUnsure as unsure:
            raise SendDelayed(unsure.detail) from unsure
        for name in ("attachment_id", "id"):
            if isinstance(answer.get(name), str | int) and answer[name]:
                return str(answer[name])
        raise SendDelayed("Meta took the file and did not say under which id")

    def _called(self, channel: Channel, request: GraphRequest, keys: GraphKeys) -> Json:
        """A call that sends something. Raises `SendRefused`, `SendDelayed`, `TokenInvalid`, `SendUnsure`."""
        if wait := self.pauses.before_message(channel.id, self.clock()):
            raise SendDelayed("Meta asks for a pause: too many calls in a short time", wait=wait)
        try:
            answer = self.client.call(request, keys)
        except GraphAway as away:
            raise SendDelayed(str(away)) from away
        except GraphSilent as silent:
            raise SendUnsure("The line broke after the message was handed over") from silent
        except GraphRefused as refused:
            self._asking.refused(channel, refused.fault)
            raise self.dialect.error_of(refused.fault) from refused
        self.pauses.told(channel.id, self.dialect.pause_of(answer.headers), self.clock())
        return answer.body

    def _ask(self, channel: Channel, request: GraphRequest) -> Json | None:
        """A call that sends no message; `None` when it is refused. Raises `PlatformBusy`, `TokenRefused`."""
        return self._asking.ask(channel, request)

    @property
    def _asking(self) -> Asking:
        return Asking(self.dialect, self.client, self.secrets, self.clock, self.pauses)
