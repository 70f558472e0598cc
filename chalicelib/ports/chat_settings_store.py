"""Where it is kept how a chat channel behaves, and what greets its visitors."""

from __future__ import annotations

from typing import Protocol

from chalicelib.domain.chat_settings import ChatSettings
from chalicelib.domain.chatflow import Chatflow
from chalicelib.domain.ids import ChannelId
from chalicelib.domain.publication import Publication, Publishing


class ChatSettingsStore(Protocol):
    """Settings of chat channels and their chatflows."""

    def chat_settings(self, channel_id: ChannelId) -> ChatSettings:
        """The defaults, with `version` 0, when nobody has changed any yet."""
        ...

    def put_chat_settings(self, settings: ChatSettings) -> None:
        """Write them under the condition that the stored `version` is one less.

        Raises `ChangedMeanwhile` when it is not.
        """
        ...

    def chatflows(self, channel_id: ChannelId, *, dropped: bool = False) -> tuple[Chatflow, ...]:
        """Those of the channel in their order, or (`dropped`) those that somebody deleted; one request."""
        ...

    def chatflow(self, chatflow_id: str) -> Chatflow:
        """Also one that was deleted and is not forgotten yet. Raises `NoSuchChatflow`."""
        ...

    def put_chatflow(self, chatflow: Chatflow) -> None:
        """Write it under the condition that the stored `version` is one less; 1 is for a new one.

        Raises `ChangedMeanwhile` when it is not.
        """
        ...

    def publish_chatflow(self, publishing: Publishing) -> None:
        """Write the chatflow like `put_chatflow`, and what comes of publishing it: all or nothing.

        Raises `ChangedMeanwhile`.
        """
        ...

    def publications(self, chatflow_id: str) -> tuple[Publication, ...]:
        """What it has shown to visitors, the newest first."""
        ...

    def drop_chatflow(self, chatflow_id: str) -> None:
        """For ever, with its publications. Gone already is fine."""
        ...
