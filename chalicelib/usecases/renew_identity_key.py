"""An admin ends the key with which the customer's server says who visitors are, and gets another one."""

from __future__ import annotations

from chalicelib.domain.chat_settings import ChatSettings
from chalicelib.domain.errors import ChangedMeanwhile
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chat_channels import chat_channel


def renew_identity_key(ports: Ports, channel_id: str, generation: int) -> ChatSettings:
    """From now on only what is signed with the next key counts; `generation` is the one to be ended.

    Ended already, it stays so: the same order again makes no third key. Raises `NoSuchChannel`,
    `ChangedMeanwhile`.
    """
    channel = chat_channel(ports, channel_id)
    settings = ports.workspace.chat_settings(channel.id)
    if settings.identity_generation == generation + 1:
        return settings
    if settings.identity_generation != generation:
        raise ChangedMeanwhile
    renewed = settings.changed(identity_generation=generation + 1)
    ports.workspace.put_chat_settings(renewed)
    return renewed
