"""The lives of conventions and amendments."""

from quitus.kernel.words import N_

DRAFTED = "drafted"
SIGNED = "signed"
CLOSED = "closed"

CONVENTION: dict[str, dict[str, str]] = {
    DRAFTED: {"write": DRAFTED, "sign_one": DRAFTED, "sign_last": SIGNED},
    SIGNED: {"close": CLOSED},
    CLOSED: {},
}
AMENDMENT: dict[str, dict[str, str]] = {
    DRAFTED: {"write": DRAFTED, "sign_one": DRAFTED, "sign_last": SIGNED},
    SIGNED: {},
}
LABELS = {DRAFTED: N_("En préparation"), SIGNED: N_("Signé"), CLOSED: N_("Clos")}

AUTHORITY = "authority"
FUNDER = "funder"
PARTIES = {AUTHORITY: N_("la collectivité"), FUNDER: N_("le financeur")}
