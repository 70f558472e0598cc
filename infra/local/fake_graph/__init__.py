"""A Graph API that stands in for Meta's: the same calls, the same refusals, the same signatures."""
