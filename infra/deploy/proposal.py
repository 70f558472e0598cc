"""What a run would change: the parameters, the change set, and what a person sees of it before they agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from infra.costs import running_costs
from infra.deploy.failures import Stopped
from infra.deploy.plan import Plan
from infra.deploy.screen import Screen
from infra.stack import Change

KEPT_PARAMETERS = ("PublicUrl", "CertificateArn", "AlarmEmail", "KeepRawMailDays", "LogDays")
DATA = frozenset({"Conversations", "Contacts", "Workspace", "Live", "DataBucket", "UserPool"})
GROUPS = {
    "AWS::DynamoDB": "tables",
    "AWS::S3": "buckets",
    "AWS::SQS": "queues",
    "AWS::SNS": "topics",
    "AWS::SES": "mail",
    "AWS::Cognito": "sign-in",
    "AWS::Lambda": "functions",
    "AWS::Serverless": "functions",
    "AWS::ApiGateway": "API",
    "AWS::ApiGatewayV2": "sockets",
    "AWS::CloudFront": "site",
    "AWS::IAM": "rights",
    "AWS::Logs": "logs",
    "AWS::CloudWatch": "alarms",
    "AWS::Events": "clock",
    "AWS::SSM": "settings",
}
NO_CERTIFICATE = (
    "{name} needs a certificate: request one for it in ACM in us-east-1, and run this again with "
    "--certificate and its ARN. Nothing was changed."
)
LOST = (
    "This would replace or remove what holds data: {names}. Their data would stay behind in the old ones, "
    "and the new ones would be empty. Export it first (python -m infra.deploy export), then run this again "
    "with --replace-data if that is what you want."
)


def parameters(
    plan: Plan, standing: Mapping[str, str], *, secret: str, bucket: str, makes_identity: bool
) -> dict[str, str]:
    """For the template. What was chosen in an earlier run and is not chosen now stays."""
    kept = {name: standing[name] for name in KEPT_PARAMETERS if standing.get(name)}
    return {
        **kept,
        **dict(plan.choices),
        "Stage": plan.stage,
        "MailDomain": plan.mail_domain,
        "SendingDomain": plan.domain,
        "MakeIdentity": "yes" if makes_identity else "no",
        "OriginSecret": secret,
        "CodeBucket": bucket,
        "AwsEndpoint": plan.endpoint,
    }


def check_own_name(values: Mapping[str, str]) -> None:
    """Raises `Stopped` for a name of one's own without a certificate, which CloudFront would refuse late."""
    if values.get("PublicUrl") and not values.get("CertificateArn") and not values["AwsEndpoint"]:
        raise Stopped(NO_CERTIFICATE.format(name=values["PublicUrl"]))


def endangered(changes: Iterable[Change]) -> list[str]:
    """The resources with data that would not be there any more."""
    return [one.name for one in changes if one.name in DATA and (one.replaces or one.action == "Remove")]


def check_data(changes: Iterable[Change], *, agreed: bool) -> None:
    """Raises `Stopped` when data would be left behind and nobody agreed to that."""
    names = endangered(changes)
    if names and not agreed:
        raise Stopped(LOST.format(names=", ".join(names)))


def what_happens(change: Change) -> str:
    """In one word."""
    if change.replaces:
        return "replaced"
    if change.action == "Modify":
        return "may be replaced" if change.may_replace and change.name in DATA else "changed"
    return {"Add": "made", "Remove": "removed"}.get(change.action, change.action.lower())


def group_of(change: Change) -> str:
    """The part of the home that a resource belongs to."""
    return GROUPS.get("::".join(change.kind.split("::")[:2]), "other")


def rows(changes: Iterable[Change]) -> list[tuple[str, str, str, str]]:
    """What happens, to how many of which part, and their names, worst first."""
    order = ["replaced", "removed", "may be replaced", "made", "changed"]
    found: dict[tuple[str, str], list[str]] = {}
    for change in changes:
        found.setdefault((what_happens(change), group_of(change)), []).append(change.name)

    def place(key: tuple[str, str]) -> tuple[int, str]:
        return (order.index(key[0]) if key[0] in order else len(order), key[1])

    return [(*key, str(len(found[key])), ", ".join(found[key])) for key in sorted(found, key=place)]


def show(screen: Screen, changes: tuple[Change, ...]) -> None:
    """The change set, grouped plainly."""
    screen.say()
    screen.table(("what", "part", "how many", "names"), rows(changes))


def show_costs(screen: Screen) -> None:
    """What it costs, itemised, as `python -m bench.cost` measured it."""
    costs = running_costs()
    screen.say()
    idle = [(f"idle: {what}", f"{dollars:.2f} a month") for what, dollars in costs.idle.items() if dollars]
    messages = [(f"1,000 {what}", f"{dollars:.2f}") for what, dollars in costs.thousand.items()]
    screen.table(("costs", "dollars"), [*idle, *messages])
    screen.say(costs.sentence)
