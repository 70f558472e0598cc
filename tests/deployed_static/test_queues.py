"""Nothing that waits is lost: dead letters, partial answers, time enough, and somebody is told."""

from __future__ import annotations

import json

from chalicelib.adapters.stored import conversation_keys
from chalicelib.config import QUEUES
from chalicelib.domain import limits
from chalicelib.domain.ids import ConversationId
from tests.builders import an_id
from tests.deployed_static.template import Resource, Template, as_list, referred

DEAD = "DeadLetters"


def working(template: Template) -> dict[str, Resource]:
    return {name: one for name, one in template.of("AWS::SQS::Queue").items() if not name.endswith(DEAD)}


def dead(template: Template) -> dict[str, Resource]:
    return {name: one for name, one in template.of("AWS::SQS::Queue").items() if name.endswith(DEAD)}


def watched(template: Template, metric: str) -> set[str]:
    """The names that alarms look at with this metric."""
    found: set[str] = set()
    for alarm in template.of("AWS::CloudWatch::Alarm").values():
        looked_at = [one["MetricStat"]["Metric"] for one in alarm.get("Metrics", []) if "MetricStat" in one]
        for one in [*looked_at, alarm]:
            if one.get("MetricName") == metric:
                found.update(referred(one.get("Dimensions", [])))
    return found


def test_every_queue_of_the_product_is_there(transformed: Template) -> None:
    names = {f"{''.join(part.title() for part in name.split('-'))}Queue" for name in QUEUES}

    assert names <= set(working(transformed))
    assert "SesEventsQueue" in working(transformed)


def test_every_queue_has_its_dead_letters(transformed: Template) -> None:
    for name, queue in working(transformed).items():
        policy = queue["RedrivePolicy"]
        (target,) = referred(policy["deadLetterTargetArn"])
        assert target == f"{name}{DEAD}"
        assert policy["maxReceiveCount"] == limits.JOB_RECEIVES
        letters = dead(transformed)[target]
        assert letters.get("FifoQueue") == queue.get("FifoQueue"), "SQS moves FIFO only to FIFO"
        assert letters["MessageRetentionPeriod"] >= queue["MessageRetentionPeriod"]
        assert "RedrivePolicy" not in letters


def test_every_queue_is_encrypted(transformed: Template) -> None:
    queues = transformed.of("AWS::SQS::Queue")

    assert len(queues) == 12
    assert [name for name, queue in queues.items() if queue.get("SqsManagedSseEnabled") is not True] == []


def test_every_queue_has_an_alarm(transformed: Template) -> None:
    assert set(working(transformed)) <= watched(transformed, "ApproximateAgeOfOldestMessage")
    assert set(dead(transformed)) <= watched(transformed, "ApproximateNumberOfMessagesVisible")


def test_the_order_within_a_conversation_does_not_hold_up_others(transformed: Template) -> None:
    for name in ("DeliveryQueue", "WebhooksQueue", "EventsQueue"):
        queue = working(transformed)[name]
        assert queue["FifoQueue"] is True
        assert queue["DeduplicationScope"] == "messageGroup"
        assert queue["FifoThroughputLimit"] == "perMessageGroupId"


def test_a_job_is_hidden_six_times_as_long_as_its_function_may_take(transformed: Template) -> None:
    queues, functions = working(transformed), transformed.of("AWS::Lambda::Function")
    connected = set()
    for mapping in transformed.of("AWS::Lambda::EventSourceMapping").values():
        for queue in set(referred(mapping["EventSourceArn"])) & set(queues):
            connected.add(queue)
            timeout = functions[mapping["FunctionName"]["Ref"]]["Timeout"]
            assert queues[queue]["VisibilityTimeout"] >= 6 * timeout, queue

    assert {"MailQueue", "DeliveryQueue", "FollowupsQueue"} <= connected


def test_only_what_failed_comes_again(transformed: Template) -> None:
    mappings = transformed.of("AWS::Lambda::EventSourceMapping")

    assert len(mappings) >= 4
    assert {tuple(one["FunctionResponseTypes"]) for one in mappings.values()} == {
        ("ReportBatchItemFailures",)
    }


def stream_mapping(template: Template) -> Resource:
    (mapping,) = (
        one
        for one in template.of("AWS::Lambda::EventSourceMapping").values()
        if "Conversations" in set(referred(one["EventSourceArn"]))
    )
    return mapping


def test_the_stream_is_read_from_its_beginning_until_it_worked(transformed: Template) -> None:
    mapping = stream_mapping(transformed)

    assert mapping["StartingPosition"] == "TRIM_HORIZON"
    assert mapping["BisectBatchOnFunctionError"] is True
    assert mapping["MaximumRetryAttempts"] == -1  # a place for failures would hold no record
    assert mapping["FunctionName"]["Ref"] in watched(transformed, "IteratorAge")


def test_only_new_entries_wake_the_relay(transformed: Template) -> None:
    (found,) = stream_mapping(transformed)["FilterCriteria"]["Filters"]
    pattern = json.loads(found["Pattern"])
    (begins,) = pattern["dynamodb"]["Keys"]["sk"]["S"]
    id_ = ConversationId(an_id())

    assert pattern["eventName"] == ["INSERT"]
    assert conversation_keys.entry_key(id_, 1)["sk"].startswith(begins["prefix"])
    assert not conversation_keys.head_key(id_)["sk"].startswith(begins["prefix"])
    assert not conversation_keys.work_key(id_, 1)["sk"].startswith(begins["prefix"])


def test_a_topic_reaches_its_queue(transformed: Template) -> None:
    wanted = {"MailTopic": "MailQueue", "SesEventsTopic": "SesEventsQueue"}
    subscriptions = transformed.of("AWS::SNS::Subscription").values()
    policies = transformed.of("AWS::SQS::QueuePolicy").values()

    for topic, queue in wanted.items():
        (found,) = (one for one in subscriptions if topic in set(referred(one["TopicArn"])))
        assert (found["Protocol"], set(referred(found["Endpoint"]))) == ("sqs", {queue})
        assert not found.get("RawMessageDelivery"), "what reads the queue expects SNS's envelope"
        (policy,) = (one for one in policies if queue in set(referred(one["Queues"])))
        (statement,) = as_list(policy["PolicyDocument"]["Statement"])
        assert set(referred(statement["Condition"])) == {topic}
