"""The domains that answers go out from, as Amazon SES knows them, and what stands in the DNS."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from chalicelib.adapters.aws.clients import error_code, error_words, throttles_named
from chalicelib.adapters.aws.name_servers import NameServers
from chalicelib.domain.errors import Invalid
from chalicelib.domain.reason import Reason
from chalicelib.domain.sending_domain import DnsRecord
from chalicelib.ports.sending_domains import Wanted

MAIL_FROM = "mail"
REFUSED = frozenset({"BadRequestException", "LimitExceededException"})


class SesDomains:
    """`SendingDomains` of the deployed home. `client` is boto3's for SES v2 in `region`."""

    def __init__(self, client: Any, region: str, name_servers: NameServers) -> None:
        self._client = client
        self._region = region
        self._name_servers = name_servers

    def wanted(self, domain: str) -> Wanted:
        """The tokens of Easy DKIM and a MAIL FROM of the domain's own; a domain new to SES gets both.

        Source: SES API v2, GetEmailIdentity, CreateEmailIdentity, PutEmailIdentityMailFromAttributes.
        """
        with throttles_named():
            identity = self._known(domain) or self._made(domain)
        return Wanted(
            records_of(domain, self._region, identity), bool(identity.get("VerifiedForSendingStatus"))
        )

    def look_up(self, type_: str, name: str) -> tuple[str, ...] | None:
        return self._name_servers.look_up(type_, name)

    def _known(self, domain: str) -> dict[str, Any] | None:
        try:
            identity: dict[str, Any] = self._client.get_email_identity(EmailIdentity=domain)
        except ClientError as error:
            if error_code(error) == "NotFoundException":
                return None
            raise
        return identity

    def _made(self, domain: str) -> dict[str, Any]:
        try:
            self._client.create_email_identity(EmailIdentity=domain)
            # until its MX is there SES goes on with its own MAIL FROM, so nothing waits for it
            self._client.put_email_identity_mail_from_attributes(
                EmailIdentity=domain,
                MailFromDomain=f"{MAIL_FROM}.{domain}",
                BehaviorOnMxFailure="USE_DEFAULT_VALUE",
            )
        except ClientError as error:
            if error_code(error) in REFUSED:
                raise Invalid(
                    f"Amazon SES does not take {domain}: {error_words(error)}",
                    field="address",
                    reason=Reason("domain_not_taken", domain=domain),
                ) from error
            if error_code(error) != "AlreadyExistsException":
                raise
        return self._known(domain) or {}


def records_of(domain: str, region: str, identity: Mapping[str, Any]) -> tuple[DnsRecord, ...]:
    """What SES wants to see in the DNS of a domain. `identity` is its answer of GetEmailIdentity."""
    dkim = identity.get("DkimAttributes", {})
    zone = dkim.get("SigningHostedZone", "dkim.amazonses.com")  # newer regions have one of their own
    found = [
        DnsRecord("dkim", "CNAME", f"{token}._domainkey.{domain}", f"{token}.{zone}")
        for token in dkim.get("Tokens", [])
    ]
    if mail_from := identity.get("MailFromAttributes", {}).get("MailFromDomain"):
        found.append(DnsRecord("mail_from", "MX", mail_from, f"10 feedback-smtp.{region}.amazonses.com"))
        found.append(DnsRecord("mail_from", "TXT", mail_from, "v=spf1 include:amazonses.com ~all"))
    return (*found, DnsRecord("dmarc", "TXT", f"_dmarc.{domain}", "v=DMARC1; p=none"))
