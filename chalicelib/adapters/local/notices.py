"""Mail from the product to its own team (invitations, password links), by the same way as all other mail."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from chalicelib.adapters.local.outbox import Outbox
from chalicelib.ports.outside import Clock, NewId, Notice

RenderNotice = Callable[[Notice], bytes]
HandOver = Callable[[bytes, str], None]


class OutboxNotices:
    """Renders with the function it is given, hands over to a relay, if any, and keeps it in the outbox."""

    def __init__(
        self,
        outbox: Outbox,
        render: RenderNotice,
        *,
        clock: Clock,
        new_id: NewId,
        hand_over: HandOver | None = None,
    ) -> None:
        self._outbox = outbox
        self._render = render
        self._clock = clock
        self._new_id = new_id
        self._hand_over = hand_over

    def send(self, template: str, to: str, values: Mapping[str, str], language: str) -> None:
        mail = self._render(Notice(template, to, values, language))
        if self._hand_over:
            self._hand_over(mail, to)
        self._outbox.keep(mail, [to], (f"notice-{self._new_id()}", 1), self._clock())
