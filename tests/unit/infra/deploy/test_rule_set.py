from __future__ import annotations

import pytest

from infra.deploy.failures import Stopped
from infra.deploy.rule_set import activate, active_set, deactivate
from tests.unit.infra.deploy.conftest import PLAN, Connect


def test_our_set_takes_the_mail_and_gives_it_back(connect: Connect) -> None:
    ses = connect("ses")
    ses.create_receipt_rule_set(RuleSetName=PLAN.stack_name)

    assert [activate(ses, PLAN), activate(ses, PLAN)] == [True, False]
    assert active_set(ses) == PLAN.stack_name


def test_another_set_is_neither_pushed_away_nor_switched_off(connect: Connect) -> None:
    ses = connect("ses")
    ses.create_receipt_rule_set(RuleSetName="someone-elses")
    ses.set_active_receipt_rule_set(RuleSetName="someone-elses")

    with pytest.raises(Stopped, match="'someone-elses' takes this account's mail in eu-west-1"):
        activate(ses, PLAN)

    assert not deactivate(ses, PLAN)
    assert active_set(ses) == "someone-elses"


def test_only_our_own_set_is_switched_off() -> None:
    class Ses:
        """What SES does; moto cannot switch a set off."""

        active = PLAN.stack_name

        def describe_active_receipt_rule_set(self) -> dict[str, dict[str, str]]:
            return {"Metadata": {"Name": self.active}} if self.active else {}

        def set_active_receipt_rule_set(self, RuleSetName: str = "") -> None:  # noqa: N803 - boto's word
            self.active = RuleSetName

    ses = Ses()

    assert [deactivate(ses, PLAN), deactivate(ses, PLAN)] == [True, False]
    assert ses.active == ""
