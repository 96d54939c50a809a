"""Conventions, amendments, articles, parameters, obligations, catalogue."""
