"""Calls to the Graph API that send no message, with what each refusal means for the channel."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from chalicelib.adapters.meta.graph import GraphAway, GraphClient, GraphKeys, GraphRefused, GraphSilent
from chalicelib.adapters.meta.pauses import Pauses
from chalicelib.domain.graph_request import GraphFault, GraphRequest, Json
from chalicelib.domain.reason import Reason
from chalicelib.domain.sending_errors import SendDelayed, SendUnsure, TokenInvalid
from chalicelib.domain.workspace import Channel
from chalicelib.ports.graph import Dialect
from chalicelib.ports.outside import Clock
from chalicelib.ports.platform import APP_SECRET, TOKEN, ChannelSecrets, PlatformBusy, TokenRefused

log = logging.getLogger(__name__)

NO_TOKEN = "This channel has no token: connect it again"  # noqa: S105 - a sentence


@dataclass(frozen=True, slots=True)
class Asking:
    """`clock` decides about pauses."""

    dialect: Dialect
    client: GraphClient
    secrets: ChannelSecrets
    clock: Clock
    pauses: Pauses

    def ask(self, channel: Channel, request: GraphRequest) -> Json | None:
        """The answer; `None` when this call is refused. Raises `PlatformBusy`, `TokenRefused`."""
        answer = self.answer(channel, request)
        return None if isinstance(answer, GraphFault) else answer

    def answer(self, channel: Channel, request: GraphRequest) -> Json | GraphFault:
        """The same, with the refusal of this one call where there is one."""
        keys = self.keys(channel)
        if not keys.token:
            raise TokenRefused(NO_TOKEN)
        if self.pauses.before_others(channel.id, self.clock()):
            raise PlatformBusy("What is left of the allowance of calls is for messages")
        if request.by_app:
            keys = _keys_of_app(channel, keys)
        try:
            answer = self.client.call(request, keys)
        except (GraphAway, GraphSilent) as away:
            raise PlatformBusy(str(away)) from away
        except GraphRefused as refused:
            self._check_refusal(channel, request, refused.fault)
            return refused.fault
        self.pauses.told(channel.id, self.dialect.pause_of(answer.headers), self.clock())
        return answer.body

    def keys(self, channel: Channel) -> GraphKeys:
        """What the channel's calls are made with; empty texts for what nobody has entered."""
        known = self.secrets.of(channel.id)
        return GraphKeys(known.get(TOKEN, ""), known.get(APP_SECRET, ""))

    def refused(self, channel: Channel, fault: GraphFault) -> None:
        """Keep the pause that a refusal asks for, and leave a trace of it."""
        self.pauses.told(channel.id, self.dialect.pause_after(fault), self.clock())
        log.warning(
            "the graph api refused a call: status %s, code %s/%s, trace %s",
            *(fault.status, fault.code, fault.subcode, fault.trace_id),
        )

    def _check_refusal(self, channel: Channel, request: GraphRequest, fault: GraphFault) -> None:
        """Raises unless it is this one call that is refused, while others may work."""
        self.refused(channel, fault)
        meaning = self.dialect.error_of(fault)
        if self.dialect.token_is_gone(fault):
            if not request.by_app:  # else it is the app's own secret that is refused
                raise TokenRefused(meaning.detail, Reason("platform_token_ended"))
        elif isinstance(meaning, SendDelayed | SendUnsure) and not isinstance(meaning, TokenInvalid):
            raise PlatformBusy(meaning.detail)


def _keys_of_app(channel: Channel, keys: GraphKeys) -> GraphKeys:
    """The app speaks for itself where its id and secret are known; else the token asks about itself."""
    app_id = channel.platform.app_id if channel.platform else ""
    return GraphKeys(f"{app_id}|{keys.app_secret}") if app_id and keys.app_secret else keys
