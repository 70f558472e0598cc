"""`python -m bench.cost`: measured use times list prices, for mails, answers, lists, teams and idleness."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from typing import Any

from bench import prices
from bench.cost_flows import LINES_BYTES, SECONDS, Flows, measured
from bench.cost_idle import Item, idle_items, memory_gb, packaged_resources, unknown_types
from bench.cost_scene import OPEN_SCREENS
from bench.usage import Usage, dollars, dollars_after_allowances, times, together
from infra.costs import FIGURES

IDLE_LIMIT = 3.0
DAYS = 30
WORKDAYS = 22
HOURS = 8
LISTS_A_DAY = 200
"""Assumed: how often one agent's screen asks for a list."""
LOOKS_AT_A_MAIL = 2
"""Assumed: how often the conversation of a mail is opened."""
PINGS_AN_HOUR = 120
"""A screen says every 30 seconds that it is there (web/inbox/src/lib/realtime.svelte.ts)."""


@dataclass(frozen=True, slots=True)
class Team:
    """Each mail gets one answer; each agent keeps one screen open for eight hours on 22 days."""

    agents: int
    mails_a_day: int


TEAMS = (Team(3, 50), Team(10, 500), Team(50, 5_000))


@dataclass(frozen=True, slots=True)
class Costs:
    """What was measured, and the bill of a month without work."""

    flows: Flows
    idle: tuple[Item, ...]

    @property
    def idle_usage(self) -> Usage:
        return together(*(item.usage for item in self.idle))

    @property
    def idle_dollars(self) -> float:
        """A month in an account with nothing else in it: what every account has free is used."""
        return dollars_after_allowances(self.idle_usage)

    @property
    def thousand_messages(self) -> float:
        """500 mails received and 500 answers sent, by the list."""
        return 500 * (dollars(self.flows.mail) + dollars(self.flows.answer))


def costs() -> Costs:
    """Package the template, run the flows. Raises `ValueError` for a resource without a price."""
    resources = packaged_resources()
    if unknown := unknown_types(resources):
        raise ValueError(f"neither priced nor known to be free: {', '.join(unknown)}")
    flows = measured(memory_gb(resources))
    return Costs(flows, tuple(idle_items(resources, flows.tick, flows.tick_log_bytes)))


def month_of(team: Team, found: Costs) -> Usage:
    """Everything that a team uses in a month, idle cost included."""
    mails = team.mails_a_day * DAYS
    hours = team.agents * WORKDAYS * HOURS
    flows = found.flows
    return together(
        found.idle_usage,
        times(flows.mail, mails),
        times(flows.answer, mails),
        times(flows.opened, mails * LOOKS_AT_A_MAIL),
        times(flows.list_call, team.agents * WORKDAYS * LISTS_A_DAY),
        times(flows.ping, hours * PINGS_AN_HOUR),
        {"API Gateway socket minutes": hours * 60, "Cognito people a month, Lite": team.agents},
    )


def report(found: Costs) -> str:
    """The tables, for people."""
    flows = found.flows
    thousands = {
        "1,000 mails received": flows.mail,
        "1,000 answers sent": flows.answer,
        "1,000 list calls": flows.list_call,
        "1,000 conversations opened": flows.opened,
    }
    known = f"list prices of {prices.REGION} as known from {prices.KNOWN_FROM}"
    lines = [f"Dollars, {known}; check them first.", "", "By the list, no free allowance"]
    lines += [row(name, dollars(times(one, 1_000))) for name, one in thousands.items()]
    lines += ["", "What they are made of, dollars for 1,000"]
    for name, one in thousands.items():
        lines += [f"  {name}", *(f"  {line}" for line in made_of(times(one, 1_000)))]
    lines += ["", f"A month without work{'':30}by the list  after what is always free"]
    lines += [two(item.name, item.usage) for item in found.idle]
    lines += [two("together", found.idle_usage), f"  limit, after what is always free: {IDLE_LIMIT:.2f}"]
    lines += ["", f"A month of a team{'':33}by the list  after what is always free"]
    for team in TEAMS:
        lines.append(two(f"{team.agents} agents, {team.mails_a_day:,} mails a day", month_of(team, found)))
    return "\n".join([*lines, "", assumptions()])


def made_of(usage: Usage) -> list[str]:
    """The parts of a sum, dearest first; what makes less than a tenth of a cent is left out."""
    parts = {name: dollars({name: units}) for name, units in usage.items()}
    dear = sorted((one for one in parts.items() if one[1] >= 0.001), key=lambda one: -one[1])
    return [row(f"{name} ({usage[name]:,.1f})", cost) for name, cost in dear]


def row(name: str, cost: float) -> str:
    return f"  {name:<48}{cost:>11.4f}"


def two(name: str, usage: Usage) -> str:
    return f"  {name:<48}{dollars(usage):>11.2f}{dollars_after_allowances(usage):>29.2f}"


def assumptions() -> str:
    """What was not measured."""
    seconds = ", ".join(f"{name} {one}" for name, one in SECONDS.items())
    return "\n".join(
        [
            "Assumed: seconds of a warm call on AWS: " + seconds + ";",
            f"{LINES_BYTES} bytes of Lambda's own log lines a call; batches of one; one answer to a mail;",
            f"an agent works {HOURS} hours on {WORKDAYS} days and asks for {LISTS_A_DAY} lists a day;",
            f"a mail is opened {LOOKS_AT_A_MAIL} times; {OPEN_SCREENS} screens watch when something happens.",
            "Left out: taxes, the domain and its DNS, files of mails, what older months keep in store.",
            "What is always free stands in bench/prices.py; an account's free first months are not counted.",
        ]
    )


def figures(found: Costs) -> dict[str, Any]:
    """The few that a deployment tells beforehand, as `infra/costs.json` keeps them."""
    flows = {"mails received": found.flows.mail, "answers sent": found.flows.answer}
    return {
        "region": prices.REGION,
        "prices_known_from": prices.KNOWN_FROM,
        "idle_a_month": round(found.idle_dollars, 2),
        "idle_a_month_by_the_list": round(dollars(found.idle_usage), 2),
        "thousand_messages": round(found.thousand_messages, 3),
        "idle": {item.name: round(dollars_after_allowances(item.usage), 2) for item in found.idle},
        "thousand": {name: round(dollars(times(one, 1_000)), 3) for name, one in flows.items()},
    }


def main() -> int:
    """The exit code: 1 when a month without work costs more than it may."""
    parser = argparse.ArgumentParser(prog="python -m bench.cost", description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep the few figures for infra/costs.json")
    asked = parser.parse_args()
    found = costs()
    print(report(found))
    if asked.write:
        FIGURES.write_text(json.dumps(figures(found), indent=2) + "\n")
    return 0 if found.idle_dollars < IDLE_LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
