"""Custody movements, distribution points, imprest, beneficiaries, hand-outs."""
