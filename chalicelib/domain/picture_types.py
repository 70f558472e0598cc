"""Which files are pictures that every browser shows."""

PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
