from __future__ import annotations

from infra.deploy.keys import NAMES, make_keys
from tests.unit.infra.deploy.conftest import Connect


def test_keys_are_made_once_and_stay(connect: Connect) -> None:
    ssm = connect("ssm")

    first = make_keys(ssm, "/bandeja/prod")
    again = make_keys(ssm, "/bandeja/prod")

    found = ssm.get_parameters_by_path(Path="/bandeja/prod", WithDecryption=True)["Parameters"]
    assert first == again
    assert len(first) >= 20  # what the template asks of it
    assert {one["Name"] for one in found} == {f"/bandeja/prod/{name}" for name in NAMES}
    assert {one["Type"] for one in found} == {"SecureString"}
    assert len({one["Value"] for one in found}) == len(NAMES)
