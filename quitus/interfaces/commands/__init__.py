"""The `quitus` command line: parse, one call, print."""
