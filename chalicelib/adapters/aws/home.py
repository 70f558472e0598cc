"""The deployed home as one thing: everything behind the ports, by the names that the deployment gave."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.adapters.announcing import AnnouncingConversations, Team, WatcherAnnouncer, announce_commit
from chalicelib.adapters.aws.apigateway import ApiGatewaySockets
from chalicelib.adapters.aws.channel_secrets import SsmChannelSecrets
from chalicelib.adapters.aws.clients import LateClient
from chalicelib.adapters.aws.cognito import CognitoPasswords
from chalicelib.adapters.aws.cognito_second_factor import CognitoSecondFactor
from chalicelib.adapters.aws.dynamodb.chat_reads import DynamoChatReads
from chalicelib.adapters.aws.dynamodb.contact_store import DynamoContactStore
from chalicelib.adapters.aws.dynamodb.conversation_lists import DynamoConversationLists
from chalicelib.adapters.aws.dynamodb.conversation_store import DynamoConversationStore
from chalicelib.adapters.aws.dynamodb.live_store import DynamoLiveStore
from chalicelib.adapters.aws.dynamodb.picture_store import DynamoPictureStore
from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.recovery_codes import DynamoRecoveryCodes
from chalicelib.adapters.aws.dynamodb.workspace_store import DynamoWorkspaceStore
from chalicelib.adapters.aws.name_servers import NameServers
from chalicelib.adapters.aws.s3 import S3Blobs
from chalicelib.adapters.aws.sending_domains import SesDomains
from chalicelib.adapters.aws.ses import BuildMail, RenderNotice, SesGateway, SesMail, SesNotices
from chalicelib.adapters.aws.sqs import SqsJobs
from chalicelib.adapters.aws.ssm import SsmSecrets
from chalicelib.adapters.late import Late, late
from chalicelib.domain.channel_kind import ChannelKind
from chalicelib.ports.bundle import Ports
from chalicelib.ports.call_log import CallLog
from chalicelib.ports.faces import RecentFaces
from chalicelib.ports.outgoing_http import OutgoingHttp
from chalicelib.ports.outside import Clock, NewId, PasswordCheck
from chalicelib.ports.platform import PlatformGateway, Reach
from chalicelib.ports.second_factor import SecondFactor
from chalicelib.ports.subscription_store import TellingStore

EMAIL = "email"
MakePlatforms = Callable[[Reach], Mapping[str, Callable[[], PlatformGateway]]]


@dataclass(frozen=True, slots=True)
class Deployment:
    """What the deployment calls its parts: `tables` by noun, `queues` by name, the rest one of each."""

    bucket: str
    tables: Mapping[str, str]
    queues: Mapping[str, str]
    dead_letters: tuple[str, ...]
    socket_endpoint: str
    configuration_set: str
    region: str
    plain_writes: bool = False


@dataclass(frozen=True, slots=True)
class World:
    """What the home takes from outside: time, ids, how mail is written and named, who knows passwords."""

    clock: Clock
    new_id: NewId
    build_mail: BuildMail
    render_notice: RenderNotice
    message_id: Callable[[str], str]
    passwords: PasswordCheck
    second_factor: SecondFactor
    kinds: Mapping[str, ChannelKind]
    platforms: MakePlatforms


def open_parameters(path: str) -> SsmSecrets:
    """The keys and settings of the deployment; nothing is asked before the first of them is needed."""
    return SsmSecrets(LateClient("ssm"), path)


def open_passwords(user_pool: str, client_id: str) -> CognitoPasswords:
    """Who knows the password; Cognito is asked when somebody signs in."""
    return CognitoPasswords(LateClient("cognito-idp"), user_pool, client_id)


def open_second_factor(user_pool: str, client_id: str) -> CognitoSecondFactor:
    """Who knows the codes: the same users of the same pool."""
    return CognitoSecondFactor(LateClient("cognito-idp"), user_pool, client_id)


def open_home(names: Deployment, secrets: SsmSecrets, world: World) -> Ports:
    """The ports of the deployment. No client is made before something is asked of it."""
    place = Place(names=names.tables, plain_writes=names.plain_writes)
    live = DynamoLiveStore(place)
    store = DynamoConversationStore(place, world.clock)
    sockets = ApiGatewaySockets(LateClient("apigatewaymanagementapi", names.socket_endpoint))
    ses = SesMail(mail := LateClient("sesv2"), names.configuration_set, world.message_id)
    workspace = DynamoWorkspaceStore(place)
    channel_secrets = SsmChannelSecrets(LateClient("ssm"), secrets.path)
    jobs = SqsJobs(LateClient("sqs"), names.queues, names.dead_letters)
    watching = WatcherAnnouncer(live, sockets, jobs, Team(world.clock, RecentFaces(workspace, world.clock)))
    blobs, calls = S3Blobs(LateClient("s3"), names.bucket), late(lambda: _call_log(place, world))
    http = late(lambda: _outgoing_http(world))
    outside = world.platforms(Reach(channel_secrets, http, calls, blobs, world.new_id))
    return Ports(
        conversations=AnnouncingConversations(store, announce_commit(watching)),
        lists=DynamoConversationLists(place),
        contacts=DynamoContactStore(place),
        workspace=workspace,
        pictures=DynamoPictureStore(place),
        live=live,
        chat_reads=DynamoChatReads(place),
        blobs=blobs,
        jobs=jobs,
        gateways=Late({EMAIL: lambda: SesGateway(ses, world.build_mail, store.known), **outside}),
        platforms=Late(outside),
        channel_secrets=channel_secrets,
        outgoing_http=http,
        call_log=calls,
        tellings=late(lambda: _tellings(place)),
        kinds=world.kinds,
        domains=SesDomains(mail, names.region, NameServers()),
        sockets=sockets,
        passwords=world.passwords,
        second_factor=world.second_factor,
        recovery_codes=DynamoRecoveryCodes(place),
        secrets=secrets,
        notices=SesNotices(ses, world.render_notice),
        **_world(world),
    )


def _world(world: World) -> dict[str, Any]:
    return {"clock": world.clock, "new_id": world.new_id, "sleep": time.sleep}


# few functions call other people's servers: the others do not import how


def _outgoing_http(world: World) -> OutgoingHttp:
    from chalicelib.adapters.outgoing_http import GuardedHttp

    return GuardedHttp(world.clock)


def _call_log(place: Place, world: World) -> CallLog:
    from chalicelib.adapters.aws.dynamodb.call_log import DynamoCallLog

    return DynamoCallLog(place, world.clock)


def _tellings(place: Place) -> TellingStore:
    from chalicelib.adapters.aws.dynamodb.telling_store import DynamoTellings

    return DynamoTellings(place)
