"""The letters by e-mail that this room writes, by kind; their words are those of whoever sends them. Pure."""

LINK = "link"
SENT = "sent"
COMPLETION = "completion"
TAKEN_IN = "taken_in"
REFUSED = "refused"
JOINED = "joined"
DECIDED = "decided"
APPEAL_ANSWERED = "appeal_answered"
BANK_CHANGED = "bank_changed"
KINDS = (LINK, SENT, COMPLETION, TAKEN_IN, REFUSED, JOINED, DECIDED, APPEAL_ANSWERED, BANK_CHANGED)
