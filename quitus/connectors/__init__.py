"""Windows: one file per outside service; plain data in and out."""
