"""Email: reading any mail the world sends, and writing mail that other programs show right."""
