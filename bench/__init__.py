"""Repeatable measurements: exact counts and ratios, never times. `make bench` prints and judges them."""
