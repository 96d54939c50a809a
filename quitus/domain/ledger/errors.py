"""Why a transfer or an account is refused."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class SameKeyOtherFacts(Refusal):
    """A key stands for one transfer: sent again it must carry the same facts."""

    code = "same_key_other_facts"
    template = N_(
        "L'écriture %(key)s a déjà été passée avec d'autres éléments. Rechargez la page avant de recommencer."
    )


class AccountNotOpen(Refusal):
    """A transfer names an account that the scheme does not have."""

    code = "account_not_open"
    template = N_(
        "Le compte « %(account)s » n'est pas ouvert dans ce dispositif. Ouvrez-le avant d'y passer une écriture."
    )


class AccountNamedOtherwise(Refusal):
    """The account exists under another label, and accounts are never renamed."""

    code = "account_named_otherwise"
    template = N_(
        "Le compte « %(account)s » existe déjà sous le nom « %(label)s ». Gardez ce nom ou prenez un autre code."
    )


class NothingToTransfer(Refusal):
    """A transfer moves at least one cent from one account to another."""

    code = "nothing_to_transfer"
    template = N_(
        "Une écriture déplace un montant positif d'un compte à un autre. Vérifiez le montant et les deux comptes."
    )
