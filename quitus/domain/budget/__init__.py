"""Financing plan, budget lines, spending, evidence, instalments."""
