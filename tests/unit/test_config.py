from __future__ import annotations

from pathlib import Path

import pytest

from chalicelib.config import BadSetting, settings_from

LOCAL = {"BANDEJA_HOME": "local"}


def test_the_local_home_needs_no_settings() -> None:
    settings = settings_from(LOCAL)

    assert settings.public_url == "http://127.0.0.1:8000"
    assert settings.local is not None
    assert settings.local.data_dir == Path(".bandeja").absolute()
    assert (settings.local.port, settings.local.smtp_port) == (8000, 2525)
    assert settings.local.smtp_relay is None
    assert settings.local.seed
    assert settings.local.calls_loopback
    assert settings.aws is None


def test_every_local_setting_is_read() -> None:
    settings = settings_from(
        {
            **LOCAL,
            "PORT": "8080",
            "SMTP_PORT": "25",
            "DATA_DIR": "data",
            "SEED": "0",
            "SMTP_RELAY": "mail.test:587",
            "ADMIN_PASSWORD": "a long password",
            "MISCHIEF": "7",
            "CALLS_LOOPBACK": "0",
        }
    )

    assert settings.public_url == "http://127.0.0.1:8080"
    assert settings.local is not None
    assert settings.local.smtp_port == 25
    assert settings.local.data_dir == Path("data").absolute()
    assert not settings.local.seed
    assert settings.local.smtp_relay == ("mail.test", 587)
    assert settings.local.mischief == 7
    assert not settings.local.calls_loopback


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PORT", "²"),
        ("SMTP_PORT", "25.5"),
        ("SMTP_RELAY", "mail.test"),
        ("SMTP_RELAY", "mail.test:smtp"),
        ("ADMIN_PASSWORD", "short"),
        ("MISCHIEF", "a lot"),
        ("BANDEJA_HOME", "cloud"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        settings_from({**LOCAL, name: value})


def test_a_password_is_in_no_printed_settings() -> None:
    assert "a long password" not in repr(settings_from({**LOCAL, "ADMIN_PASSWORD": "a long password"}))


def test_a_secret_between_the_site_and_the_product_is_in_no_printed_settings() -> None:
    settings = settings_from({**LOCAL, "ORIGIN_SECRET": "between us"})

    assert settings.origin_secret == "between us"
    assert "between us" not in repr(settings)


def test_every_setting_of_a_deployment_is_read() -> None:
    names = {
        "AWS_REGION": "eu-west-1",
        "STAGE": "prod",
        "WS_ENDPOINT": "https://sockets.test/ws",
        "SECRETS_PATH": "/bandeja/prod",
        "MAIL_DOMAIN": "in.company.test",
        "SENDING_DOMAIN": "company.test",
        "SES_CONFIGURATION_SET": "bandeja-prod",
        "USER_POOL_ID": "pool",
        "USER_POOL_CLIENT_ID": "client",
        "DYNAMODB_WRITER": "plain",
    }

    aws = settings_from(names).aws

    assert aws is not None
    assert (aws.region, aws.stage, aws.secrets_path) == ("eu-west-1", "prod", "/bandeja/prod")
    assert (aws.mail_domain, aws.sending_domain) == ("in.company.test", "company.test")
    assert (aws.socket_endpoint, aws.configuration_set) == ("https://sockets.test/ws", "bandeja-prod")
    assert (aws.user_pool, aws.user_pool_client) == ("pool", "client")
    assert aws.plain_writes
    with pytest.raises(BadSetting, match="DYNAMODB_WRITER"):
        settings_from({**names, "DYNAMODB_WRITER": "another"})


def test_a_deployment_names_its_tables_and_queues() -> None:
    settings = settings_from(
        {
            "PUBLIC_URL": "https://inbox.test/",
            "BLOB_BUCKET": "files",
            "LIVE_TABLE": "prod-live",
            "MAIL_QUEUE": "https://sqs.test/mail",
            "DEAD_LETTER_QUEUES": "https://sqs.test/a,https://sqs.test/b",
        }
    )

    assert settings.public_url == "https://inbox.test"
    assert settings.aws is not None
    assert settings.aws.bucket == "files"
    assert settings.aws.tables["live"] == "prod-live"
    assert settings.aws.queues["mail"] == "https://sqs.test/mail"
    assert settings.aws.missing[:3] == ("CONVERSATIONS_TABLE", "CONTACTS_TABLE", "WORKSPACE_TABLE")
    assert "MAIL_QUEUE" not in settings.aws.missing
    assert settings.aws.dead_letters == ("https://sqs.test/a", "https://sqs.test/b")


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("", "http://127.0.0.1:8000/simulator/graph"),
        ("https://graph.facebook.com", "https://graph.facebook.com"),
        ("https://graph.facebook.com/", "https://graph.facebook.com"),
        ("https://graph.facebook.com/v25.0", "https://graph.facebook.com"),
        ("http://127.0.0.1:8712/v25.0/", "http://127.0.0.1:8712"),
        ("http://127.0.0.1:8712//v9//", "http://127.0.0.1:8712"),
        ("http://127.0.0.1:8712/vault", "http://127.0.0.1:8712/vault"),
        (" http://127.0.0.1:8712/graph/v25.0 ", "http://127.0.0.1:8712/graph"),
    ],
)
def test_a_version_at_the_end_of_the_graphs_address_is_left_off(given: str, used: str) -> None:
    assert settings_from({**LOCAL, "META_GRAPH_URL": given}).graph_url == used
