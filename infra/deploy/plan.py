"""What a deployment is about: which stage, which domain, which region, and the names that follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Client = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """What was asked for on the command line. `endpoint` is an emulator's address, empty on AWS.

    `choices` are parameters of the template that were given; what was not given stays as it is.
    `trusts_rights`: IAM is not asked whether the credentials may do everything.
    """

    stage: str
    region: str
    domain: str = ""
    admin: str = ""
    endpoint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    trusts_rights: bool = False

    @property
    def stack_name(self) -> str:
        return f"bandeja-{self.stage}"

    @property
    def mail_domain(self) -> str:
        """Where mail is received; the MX of `domain` itself stays what it is."""
        return f"in.{self.domain}"

    @property
    def secrets_path(self) -> str:
        """Below which the parameters in SSM are."""
        return f"/bandeja/{self.stage}"

    def artefact_bucket(self, account: str) -> str:
        """Where code and templates are uploaded to; one for each stage, account and region."""
        return f"bandeja-{self.stage}-artefacts-{account}-{self.region}"
