"""A titre de recettes accounts for one sum: an instalment, what an operator gives back, an avoir that it refunds."""

from datetime import date

from quitus.domain.budget import rules, states
from quitus.domain.budget.errors import TitreAlreadyUsed
from quitus.domain.budget.models import TitreDeRecettes
from quitus.kernel.constraints import refused_by
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


def use_titre(verb: str, number: str, about: str, came_on: date) -> None:
    """Write down that the titre de recettes `number` accounts for a sum that came in by `verb`: « receive_instalment »,
    « record_repayment » or « receive_credit », on a day, whose year is its exercice: each numbers its titres anew.

    Who uses the same number at the same moment waits for the first to be done. Refuses with `TitreAlreadyUsed`.
    """
    key = rules.reference_key(number)
    exercice = came_on.year
    used = TitreDeRecettes.objects.filter(key=key, exercice=exercice).first()
    told = {"titre": number, "exercice": str(exercice)}
    if used is not None:
        raise TitreAlreadyUsed(**told, what=states.TITRE_VERBS[used.verb], about=used.about)
    meanwhile = TitreAlreadyUsed(**told, what=states.TITRE_VERBS[verb], about=N_("enregistré au même moment"))
    with refused_by("titre_de_recettes_is_used_once_in_an_exercice", meanwhile):
        TitreDeRecettes.objects.create(
            scheme_id=current_scheme_id(), number=number, key=key, exercice=exercice, verb=verb, about=about
        )
