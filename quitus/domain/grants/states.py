"""The lives of conventions and amendments."""

from quitus.kernel.life import Life
from quitus.kernel.words import N_

DRAFTED = "drafted"
SIGNED = "signed"
CLOSED = "closed"
ANNULLED = "annulled"
WITHDRAWN = "withdrawn"

CONVENTION: Life = {
    DRAFTED: {"write": DRAFTED, "sign_one": DRAFTED, "sign_last": SIGNED},
    SIGNED: {"close": CLOSED},
    CLOSED: {},
}
AMENDMENT: Life = {
    DRAFTED: {"write": DRAFTED, "sign_one": DRAFTED, "sign_last": SIGNED, "withdraw_amendment": WITHDRAWN},
    SIGNED: {"annul_amendment": ANNULLED},
    ANNULLED: {},
    WITHDRAWN: {},
}
LABELS = {
    DRAFTED: N_("En préparation"),
    SIGNED: N_("Signé"),
    CLOSED: N_("Clos"),
    ANNULLED: N_("Annulé"),
    WITHDRAWN: N_("Abandonné"),
}

AUTHORITY = "authority"
FUNDER = "funder"
PARTIES = {AUTHORITY: N_("la collectivité"), FUNDER: N_("le financeur")}
OTHER_PARTY = "other"
PARTY_ROLES = {AUTHORITY: N_("Collectivité"), FUNDER: N_("Financeur"), OTHER_PARTY: N_("Autre partie")}

JUDGE = "judge"
AGREEMENT = "agreement"
ANNULLED_BY = {JUDGE: N_("par un juge"), AGREEMENT: N_("d'un commun accord")}
