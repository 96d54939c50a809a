"""The financing plan, markets, spendings and instalments."""
