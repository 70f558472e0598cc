"""How long a platform is believed about a person before it is asked for their name and picture again."""

from __future__ import annotations

from datetime import timedelta

# it could not be asked: down, too many calls, a token that has ended
AGAIN_SOON = timedelta(minutes=10)
# it tells nothing of them, or their picture cannot be had
AGAIN_AFTER_REFUSAL = timedelta(days=1)
# people change their pictures
AGAIN_WHEN_OLD = timedelta(days=30)
