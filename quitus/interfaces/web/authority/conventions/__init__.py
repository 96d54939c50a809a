"""The convention, its obligations and its amendments."""
