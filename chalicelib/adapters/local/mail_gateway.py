"""Mail out of the local home: into the outbox folder, or to an SMTP relay."""

from __future__ import annotations

from collections.abc import Callable

from chalicelib.adapters.local.outbox import Outbox, message_id_of
from chalicelib.adapters.local.smtp_relay import SmtpRelay
from chalicelib.domain.sending_errors import SendDelayed
from chalicelib.ports.outside import Clock, Outbound

BuildMail = Callable[[Outbound], bytes]


class OutboxGateway:
    """The gateway for `email` that writes `.eml` files, which a page of the local home shows."""

    def __init__(self, outbox: Outbox, build_mail: BuildMail, clock: Clock) -> None:
        self._outbox = outbox
        self._build_mail = build_mail
        self._clock = clock

    def send(self, outbound: Outbound) -> str:
        mail = self._build_mail(outbound)
        try:
            self._outbox.keep(mail, outbound.recipients, (outbound.key, outbound.attempt), self._clock())
        except OSError as error:
            raise SendDelayed(f"The outbox cannot be written: {error.strerror}") from error
        return message_id_of(mail)

    def found(self, key: str, attempt: int) -> str | None:
        path = self._outbox.find(key, attempt)
        return None if path is None else message_id_of(path.read_bytes())


class RelayGateway:
    """The gateway for `email` that hands over to a relay. What surely went out is kept as a copy."""

    def __init__(self, relay: SmtpRelay, copies: Outbox, build_mail: BuildMail, clock: Clock) -> None:
        self._relay = relay
        self._copies = copies
        self._build_mail = build_mail
        self._clock = clock

    def send(self, outbound: Outbound) -> str:
        mail = self._build_mail(outbound)
        self._relay.send(mail, outbound.channel.address, outbound.recipients)
        self._copies.keep(mail, outbound.recipients, (outbound.key, outbound.attempt), self._clock())
        return message_id_of(mail)

    def found(self, key: str, attempt: int) -> str | None:
        path = self._copies.find(key, attempt)
        return None if path is None else message_id_of(path.read_bytes())
