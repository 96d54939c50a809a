"""Keys: named after themselves, held here while they count, and known of every order whose codes we make."""

from collections.abc import Iterator

from quitus.domain.keys import queries, ring, states
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.vouchers import codes
from quitus.kernel.signed_codes import key_id
from quitus.kernel.words import N_
from quitus.usecases.verify.check import Fault

INVARIANT = "keys"
INSTANCE = "–"
"""Keys belong to no scheme."""

NAMED = N_("Le nom d'une clé se déduit de sa clé publique.")
HERE = N_("Le secret de chaque clé qui compte encore est dans cette installation ; sinon elle est déclarée perdue.")
SIGNED = N_("Les codes des pass que nous imprimons sont ceux d'une clé.")


def faults() -> Iterator[Fault]:
    """The keys that are not what they say, those whose secret is missing, the orders whose codes have no key."""
    held = set(ring.ring().names())
    for key in queries.every_key():
        if key_id(bytes(key.public_key)) != key.pk:
            yield Fault(INVARIANT, "a_key_is_named_after_its_public_half", INSTANCE, NAMED, "keys_key", key.pk)
        if key.state in states.PRINTS and key.pk not in held:
            yield Fault(INVARIANT, "a_key_that_counts_has_its_secret_here", INSTANCE, HERE, "keys_key", key.pk)
    for scheme in organisations.schemes():
        with within_scheme(scheme):
            unsigned = list(codes.orders_without_key().values_list("number", flat=True))
        for number in unsigned:
            yield Fault(
                INVARIANT, "codes_of_pass_are_of_a_key", scheme.slug, SIGNED, "vouchers_order", f"commande {number}"
            )
