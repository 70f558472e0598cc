"""The long tests run in `make soak`; at a landing their slices do, in `tests/crash` and `tests/journeys`."""

from __future__ import annotations

import os

collect_ignore_glob = [] if os.environ.get("BANDEJA_SOAK") else ["test_*.py"]
