"""Messenger: what people write to a Facebook page."""
