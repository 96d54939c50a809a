"""The door of venues' and partners' software: requests in JSON, one call each, answers in JSON."""
