"""The settings of a deployed stage, for a tool that works on its data from outside: read from its stack."""

from __future__ import annotations

from infra.stack import Stack

FROM_OUTPUTS = {
    "CONVERSATIONS_TABLE": "ConversationsTable",
    "CONTACTS_TABLE": "ContactsTable",
    "WORKSPACE_TABLE": "WorkspaceTable",
    "LIVE_TABLE": "LiveTable",
    "BLOB_BUCKET": "DataBucketName",
    "MAIL_QUEUE": "MailQueueUrl",
    "DELIVERY_QUEUE": "DeliveryQueueUrl",
    "FOLLOWUPS_QUEUE": "FollowupsQueueUrl",
    "WEBHOOKS_QUEUE": "WebhooksQueueUrl",
    "EVENTS_QUEUE": "EventsQueueUrl",
    "SECRETS_PATH": "SecretsPath",
    "SES_CONFIGURATION_SET": "ConfigurationSetName",
    "USER_POOL_ID": "UserPoolId",
    "USER_POOL_CLIENT_ID": "UserPoolClientId",
    "WS_ENDPOINT": "SocketURL",
}
FROM_PARAMETERS = {"STAGE": "Stage", "MAIL_DOMAIN": "MailDomain", "SENDING_DOMAIN": "SendingDomain"}
DEAD_LETTERS = {
    "mail": "MailQueueDeadLettersUrl",
    "delivery": "DeliveryQueueDeadLettersUrl",
    "followups": "FollowupsQueueDeadLettersUrl",
    "ses-events": "SesEventsQueueDeadLettersUrl",
    "webhooks": "WebhooksQueueDeadLettersUrl",
    "events": "EventsQueueDeadLettersUrl",
}


def environment_of(stack: Stack) -> dict[str, str]:
    """As its functions have it. Raises `StackFailed` when there is no such stack."""
    outputs, parameters = stack.outputs(), stack.parameters()
    found = {name: outputs.get(output, "") for name, output in FROM_OUTPUTS.items()}
    found |= {name: parameters.get(parameter, "") for name, parameter in FROM_PARAMETERS.items()}
    socket = found["WS_ENDPOINT"].replace("wss://", "https://", 1)
    return {**found, "WS_ENDPOINT": socket, "BANDEJA_HOME": "aws"}


def dead_letters_of(stack: Stack, queue: str) -> str:
    """The address of a queue's dead letters. Raises `StackFailed`; `queue` is one of `DEAD_LETTERS`."""
    return stack.outputs()[DEAD_LETTERS[queue]]
