"""Indicators, frozen reports, statement of expenditure."""
