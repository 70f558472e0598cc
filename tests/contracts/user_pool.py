"""A user pool as the template makes it, in whatever stands for Cognito."""

from __future__ import annotations

from typing import Any

KINDS = ("RequireLowercase", "RequireNumbers", "RequireSymbols", "RequireUppercase")
POLICIES: Any = {"PasswordPolicy": {"MinimumLength": 12, **dict.fromkeys(KINDS, False)}}  # as in auth.yaml


def a_user_pool(client: Any) -> tuple[str, str]:
    """The ids of the pool and of its client. Codes are asked for of whoever wants it."""
    pool = str(client.create_user_pool(PoolName="agents", Policies=POLICIES)["UserPool"]["Id"])
    client.set_user_pool_mfa_config(
        UserPoolId=pool, SoftwareTokenMfaConfiguration={"Enabled": True}, MfaConfiguration="OPTIONAL"
    )
    made = client.create_user_pool_client(
        UserPoolId=pool, ClientName="bandeja", ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
    )
    return pool, str(made["UserPoolClient"]["ClientId"])
