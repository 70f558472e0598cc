"""What holds for all tests: the gate tries the same examples every time, the soak tries new ones."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("gate", derandomize=True)
settings.register_profile("soak", print_blob=True)
settings.load_profile("soak" if os.environ.get("BANDEJA_SOAK") else "gate")
