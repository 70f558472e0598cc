"""Secrets of a deployment, in SSM as SecureStrings: made once, never put over what is there."""

from __future__ import annotations

from typing import Any

from chalicelib.adapters.aws.ssm import SsmSecrets

ORIGIN = "origin"
NAMES = (ORIGIN, "session", "reply-token", "visitors")


def make_keys(ssm: Any, path: str) -> str:
    """What CloudFront adds to every call. All others are there then, too."""
    secrets = SsmSecrets(ssm, path)
    for name in NAMES:
        secrets.key(name)
    return secrets.setting(ORIGIN)
