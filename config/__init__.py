"""How this instance is set: settings, addresses, server entry point."""
