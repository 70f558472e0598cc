from __future__ import annotations

from typing import Any

import pytest

from infra.deploy.failures import Stopped
from infra.deploy.status import say_dead_letters, say_receiving, say_sending, standing
from infra.stack import Stack
from infra.stage_environment import DEAD_LETTERS
from tests.unit.infra.deploy.conftest import PLAN, Connect, Paper

QUOTA = {"Max24HourSend": 50_000.0, "SentLast24Hours": 3.0}


class Sesv2:
    def __init__(self, **account: Any) -> None:
        self._account = {
            "SendingEnabled": True,
            "ProductionAccessEnabled": True,
            "SendQuota": QUOTA,
            **account,
        }

    def get_account(self) -> dict[str, Any]:
        return self._account


def test_a_stage_that_was_never_made_is_told(connect: Connect) -> None:
    with pytest.raises(Stopped, match="no stack bandeja-prod in eu-west-1"):
        standing(PLAN, Stack(connect("cloudformation"), PLAN.stack_name))


@pytest.mark.parametrize(
    ("account", "fine", "words"),
    [
        ({}, True, ""),
        ({"ProductionAccessEnabled": False}, False, "Ask for production access"),
        ({"SendingEnabled": False}, False, "paused"),
    ],
)
def test_what_keeps_mail_from_going_out_is_told(
    account: dict[str, Any], fine: bool, words: str, paper: Paper
) -> None:
    assert say_sending(paper, lambda service: Sesv2(**account)) is fine
    assert words in paper.said + paper.problems


def test_a_rule_set_that_is_not_ours_is_told(connect: Connect, paper: Paper) -> None:
    assert not say_receiving(paper, PLAN, connect)
    assert "is none: run make deploy again" in paper.problems

    connect("ses").create_receipt_rule_set(RuleSetName=PLAN.stack_name)
    connect("ses").set_active_receipt_rule_set(RuleSetName=PLAN.stack_name)

    assert say_receiving(paper, PLAN, connect)


def test_dead_letters_are_counted_by_queue(connect: Connect, paper: Paper) -> None:
    sqs = connect("sqs")
    outputs = {output: sqs.create_queue(QueueName=output)["QueueUrl"] for output in DEAD_LETTERS.values()}
    assert say_dead_letters(paper, connect, outputs)

    for _ in range(2):
        sqs.send_message(QueueUrl=outputs[DEAD_LETTERS["delivery"]], MessageBody="{}")

    assert not say_dead_letters(paper, connect, outputs)
    assert "2 of delivery" in paper.problems
