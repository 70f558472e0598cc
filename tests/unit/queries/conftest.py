"""The same house as the edge's tests: queries read what the product wrote."""

from __future__ import annotations

from tests.unit.handlers.conftest import house as house
from tests.unit.usecases.conftest import clock as clock
from tests.unit.usecases.conftest import gateway as gateway
from tests.unit.usecases.conftest import ports as ports
