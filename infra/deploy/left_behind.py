"""What removing a stack leaves: its names are noted in SSM, or nobody would find the data again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

NAME = "left-behind"


@dataclass(frozen=True, slots=True)
class Leftovers:
    """The data of one deployment that was removed. `identity` is the domain in SES that it had made."""

    tables: tuple[str, ...]
    bucket: str
    pool: str
    identity: str = ""


def noted(ssm: Any, path: str) -> tuple[Leftovers, ...]:
    """Oldest first."""
    try:
        value = ssm.get_parameter(Name=f"{path}/{NAME}")["Parameter"]["Value"]
    except ssm.exceptions.ParameterNotFound:
        return ()
    return tuple(Leftovers(**{**one, "tables": tuple(one["tables"])}) for one in json.loads(value))


def note(ssm: Any, path: str, left: Leftovers) -> None:
    """Before the stack is removed: an interrupted run finds them again."""
    earlier = noted(ssm, path)
    if left in earlier:
        return
    value = json.dumps([asdict(one) for one in (*earlier, left)])
    ssm.put_parameter(Name=f"{path}/{NAME}", Value=value, Type="String", Overwrite=True)


def forget(ssm: Any, path: str) -> None:
    """There is nothing left. Gone already is fine."""
    try:
        ssm.delete_parameter(Name=f"{path}/{NAME}")
    except ssm.exceptions.ParameterNotFound:
        return


def described(left: Leftovers) -> list[str]:
    """Where it lies, in lines."""
    lines = [f"table   {name}" for name in left.tables]
    lines += [f"bucket  {left.bucket}", f"pool    {left.pool}"]
    return [*lines, f"domain  {left.identity} (in SES)"] if left.identity else lines
