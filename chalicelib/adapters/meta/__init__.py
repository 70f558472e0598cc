"""Meta's Graph API, the same in both homes."""
