"""Instagram messaging: what people write to a professional account."""
