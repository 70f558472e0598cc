"""Every call of a port is a numbered step, and a plan says at which step what goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any, TypeVar, cast

from chalicelib.domain.errors import Throttled
from chalicelib.domain.sending_errors import SendDelayed
from chalicelib.ports.bundle import Ports

Port = TypeVar("Port")
STORES = ("conversations", "lists", "contacts", "workspace", "live", "blobs", "jobs", "secrets")
TELLING = ("tellings", "channel_secrets", "outgoing_http", "call_log", "notices")
WATCHED = (*STORES, *TELLING)


class Fault(StrEnum):
    """What goes wrong at one step."""

    FAIL_BEFORE = "fails"
    LOSE_ANSWER = "is done, the answer is lost"
    DIE_AFTER = "is done, the process dies"
    THROTTLE = "is throttled"


class Broken(Exception):
    """The line to a store broke: an error that nobody foresaw."""


class Died(BaseException):
    """The process is gone: nothing catches it, nothing is tidied up."""


Between = Callable[[int, str], None]


@dataclass
class Steps:
    """Counts port calls. `plan` says what goes wrong at which number (from 1).

    `between` is asked before each call: there another actor may do something, as in another process.
    """

    plan: Mapping[int, Fault] = field(default_factory=dict)
    between: Between | None = None
    trace: list[str] = field(default_factory=list)
    counting: bool = True

    def take(self, name: str, call: Callable[[], Any]) -> Any:
        """Make one call, or let it go wrong."""
        if not self.counting:
            return call()
        self.trace.append(name)
        number = len(self.trace)
        if self.between:
            self.between(number, name)
        fault = self.plan.get(number)
        if fault is Fault.FAIL_BEFORE:
            raise Broken(f"before step {number}, {name}")
        if fault is Fault.THROTTLE:
            raise SendDelayed("Slow down") if name == "gateway.send" else Throttled(name)
        answer = call()
        if fault is Fault.LOSE_ANSWER:
            raise Broken(f"after step {number}, {name}")
        if fault is Fault.DIE_AFTER:
            raise Died(f"after step {number}, {name}")
        return answer


class _Stepped:
    """A port, every method of which is a step."""

    def __init__(self, name: str, port: Any, steps: Steps) -> None:
        self._name = name
        self._port = port
        self._steps = steps

    def __getattr__(self, attribute: str) -> Any:
        found = getattr(self._port, attribute)
        if not callable(found):
            return found

        def step(*args: Any, **kwargs: Any) -> Any:
            return self._steps.take(f"{self._name}.{attribute}", lambda: found(*args, **kwargs))

        return step


def stepped(name: str, port: Port, steps: Steps) -> Port:
    """The same port, counted."""
    return cast(Port, _Stepped(name, port, steps))


def stepped_ports(ports: Ports, steps: Steps) -> Ports:
    """The whole bundle, counted. Clock, ids, passwords and sockets cannot lose anything."""
    known = {one.name for one in fields(Ports)}
    assert known >= set(WATCHED), "a port was renamed"
    watched: dict[str, Any] = {name: stepped(name, getattr(ports, name), steps) for name in WATCHED}
    gateways = {kind: stepped("gateway", gateway, steps) for kind, gateway in ports.gateways.items()}
    return replace(ports, gateways=gateways, **watched)
