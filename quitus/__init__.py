"""Quitus runs a publicly funded voucher scheme, from the grant convention to its closing."""
