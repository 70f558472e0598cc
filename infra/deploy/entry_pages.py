"""Pages that CloudFront may still have from before: told to ask for them again."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from infra.deploy.site_files import DIST, OF_THE_LOCAL_HOME

FRAMED = "/widget/chat.html"


def forget(cloudfront: Any, distribution: str, folder: Path = DIST) -> tuple[str, ...]:
    """Every page without a hash in its name; which. What has one never changes."""
    pages = sorted(path.name for path in folder.glob("*.html") if path.name not in OF_THE_LOCAL_HOME)
    paths = ("/", *(f"/{name}" for name in pages), FRAMED)
    cloudfront.create_invalidation(
        DistributionId=distribution,
        InvalidationBatch={
            "Paths": {"Quantity": len(paths), "Items": list(paths)},
            "CallerReference": f"deploy-{time.time_ns()}",
        },
    )
    return paths
