"""What could not be compared, and what is missing for it: silence is not agreement."""

from collections.abc import Iterator

from quitus.domain.grants.contradictions.finding import Told
from quitus.domain.grants.contradictions.frame import Frame
from quitus.kernel.words import N_

_LOOKED_FOR = (
    ({"duration", "extension"}, N_("Durées et prolongations : aucun passage relevé.")),
    ({"deadline"}, N_("Délais après un événement : aucun passage relevé.")),
    ({"reports"}, N_("Rapports attendus : aucun passage relevé.")),
    ({"annex"}, N_("Annexes citées : aucun passage relevé.")),
)


def unchecked(frame: Frame) -> list[Told]:
    """One sentence for each comparison that had nothing to compare."""
    return list(_unchecked(frame))


def _unchecked(frame: Frame) -> Iterator[Told]:
    if frame.signed_on is None:
        yield Told(N_("Délais à compter de la signature : la convention n'est pas encore signée par les deux parties."))
    stated = {one.kind for one in frame.statements}
    for wanted, sentence in _LOOKED_FOR:
        if not wanted & stated:
            yield Told(sentence)
    if not frame.lines:
        yield Told(N_("Somme des lignes : le plan de financement n'est pas saisi."))
    for act in frame.unvoted:
        yield Told(N_("Voix et présents : le vote de l'acte %(act)s n'est pas encore enregistré."), {"act": act})
