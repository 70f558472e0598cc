"""How the network between the platform and the product behaves: late, twice, in another order, or forged."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from infra.local.fake_graph.journal import LOST, Line
from infra.local.fake_graph.state import Due, FakeAccount, FakeState
from infra.local.fake_graph.webhooks import post_webhook

TIMES = 5
WRONG_SIGNATURE = "sha256=" + "0" * 64
Told = Mapping[str, Any]
Json = dict[str, Any]


def deliver(state: FakeState, account: FakeAccount, due: Sequence[Due], how: Told) -> list[int]:
    """Tell the product of what is due; the statuses that it answered with, none for what is held back.

    `how`: `times` (1 to 5) tells all so often, `shuffled` (a seed) in another order, `batched` in one
    webhook, `wrong_signature` by somebody who is not the platform; `held` keeps it back until a delivery
    `with_held`. Raises `OSError` when nobody takes it; what was held back is still held then.
    """
    held = state.held.setdefault(account.id, [])
    if how.get("held"):
        _hold(held, due)
        return []
    taken = list(held) if how.get("with_held") else []
    whole = [*taken, *due] * min(max(int(how.get("times", 1)), 1), TIMES)
    if (seed := how.get("shuffled")) is not None:
        random.Random(int(seed)).shuffle(whole)  # noqa: S311 - an order, not a secret
    signature = WRONG_SIGNATURE if how.get("wrong_signature") else None
    webhooks = _batched(whole) if how.get("batched") and whole else [([one.line], one.event) for one in whole]
    statuses = [_post(account, lines, event, signature) for lines, event in webhooks]
    state.held[account.id] = [one for one in held if one not in taken]
    for one in taken:
        one.line.held = False
    return statuses


def release(state: FakeState, told: Told) -> Json:
    """What was held back of an account is delivered now, as ordered beside it."""
    account = state.accounts[told["account"]]
    return {"statuses": deliver(state, account, [], {**told, "with_held": True, "held": False})}


def _hold(held: list[Due], due: Sequence[Due]) -> None:
    for one in due:
        one.line.held = True
        held.append(one)


def _batched(whole: Sequence[Due]) -> list[tuple[list[Line], Json]]:
    """All in one body; the object is the same for all."""
    entries = [entry for one in whole for entry in one.event["entry"]]
    lines = list({one.line.number: one.line for one in whole}.values())
    return [(lines, {"object": whole[0].event["object"], "entry": entries})]


def _post(account: FakeAccount, lines: Sequence[Line], event: Json, signature: str | None) -> int:
    status = LOST
    try:
        status = post_webhook(account, event, signature=signature)
    finally:
        for line in lines:
            line.statuses.append(status)
    return status
