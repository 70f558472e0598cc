"""The ways people write to the team: one folder a channel, wire format in and wire format out."""
