"""Orders, series, vouchers, codes."""
