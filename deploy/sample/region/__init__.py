"""Draws the sample region: made-up records from a seed. Simulated data."""
