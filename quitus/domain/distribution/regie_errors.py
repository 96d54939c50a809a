"""Why something may not happen with a régie, its act, its points, its people, its cash, or with a mandated body."""

from quitus.kernel.refusals import NotAllowed, Refusal
from quitus.kernel.words import N_


class ActIncomplete(Refusal):
    """An acte constitutif says what the régie is for, where it stands, and which accountant it answers to."""

    code = "act_incomplete"
    template = N_("L'acte doit dire l'objet de la régie, son adresse et son comptable assignataire. Complétez-le.")


class CeilingNotPositive(Refusal):
    """A régie that may hold nothing is none."""

    code = "ceiling_not_positive"
    template = N_("Le plafond doit être supérieur à zéro. Indiquez la valeur des pass que l'acte permet de détenir.")


class CashCeilingDisagrees(Refusal):
    """A ceiling of cash if and only if the act allows cash."""

    code = "cash_ceiling_disagrees"
    template = N_(
        "Le plafond d'espèces et l'autorisation d'en détenir vont ensemble. Indiquez les deux, ou aucun des deux."
    )


class OperationUnknown(Refusal):
    """What an act allows, and how often evidence is sent, is chosen from a list."""

    code = "regie_operation_unknown"
    template = N_("Choisissez les opérations permises et la périodicité dans les listes proposées.")


class OperationNotInTheAct(Refusal):
    """What the acte constitutif does not name is not allowed (CGCT R.1617-3 and following)."""

    code = "operation_not_in_the_act"
    template = N_(
        "L'acte de la régie « %(imprest)s » ne permettait pas ceci le %(on)s : %(operation)s. "
        "Faites-le modifier par un avenant, sur avis du comptable."
    )


class ActAlreadyAssented(Refusal):
    """What the accountant agreed to is what is signed: it is rewritten no more."""

    code = "act_already_assented"
    template = N_("Le comptable a donné son avis sur ce texte : il ne se réécrit plus. Retirez-le ou signez-le.")


class AmendmentUnderWay(Refusal):
    """An acte constitutif is amended by one text at a time."""

    code = "imprest_amendment_under_way"
    template = N_("Un avenant à l'acte de « %(imprest)s » est déjà en cours. Signez-le ou retirez-le d'abord.")


class AmendmentStandsElsewhere(Refusal):
    """The amendment is not at the step at which this may be done."""

    code = "imprest_amendment_stands_elsewhere"
    template = N_("Cet avenant en est à l'étape « %(state)s » : cette action n'est pas possible.")


class NothingAmended(Refusal):
    """An amendment changes something, for a reason."""

    code = "nothing_amended"
    template = N_(
        "Cet avenant ne change rien à l'acte, ou ne dit pas pourquoi. Modifiez un élément et donnez le motif."
    )


class AmendmentHoldsTooEarly(Refusal):
    """An amendment never holds before it is signed."""

    code = "amendment_holds_too_early"
    template = N_("L'avenant est signé le %(adopted_on)s. Indiquez une prise d'effet ce jour ou plus tard.")


class AmendmentNarrowsThePast(Refusal):
    """What was done under a wider act stays lawful."""

    code = "amendment_narrows_the_past"
    template = N_(
        "Cet avenant restreint l'acte, et des pass ont bougé le %(last_on)s. Indiquez une prise d'effet après ce jour."
    )


class CeilingBelowHoldings(Refusal):
    """A ceiling is not lowered below what is held."""

    code = "ceiling_below_holdings"
    template = N_(
        "La régie détient %(held_cents)s de pass, plus que ce plafond de %(ceiling_cents)s. "
        "Faites d'abord rendre des pass, ou gardez un plafond plus élevé."
    )


class CashLeft(Refusal):
    """A régie is closed once its cash is given back."""

    code = "cash_left"
    template = N_("La régie détient encore %(held_cents)s en espèces. Faites rendre l'avance avant de la clore.")


class PointStandsElsewhere(Refusal):
    """A sous-régie is a point of a régie."""

    code = "point_under_a_mandate"
    template = N_(
        "Le point « %(point)s » dépend d'un organisme mandaté : il ne peut pas devenir une sous-régie. "
        "Choisissez un point de la régie."
    )


class SubRegieAlready(Refusal):
    """A point is one sous-régie at a time."""

    code = "sub_regie_already"
    template = N_("Le point « %(point)s » est déjà une sous-régie, ou le devient. Closez-la d'abord.")


class SubRegieStandsElsewhere(Refusal):
    """The sous-régie is not at the step at which this may be done."""

    code = "sub_regie_stands_elsewhere"
    template = N_("La sous-régie « %(point)s » en est à l'étape « %(state)s » : cette action n'est pas possible.")


class PointCeilingExceeded(Refusal):
    """The value held at a sous-régie stays below its own ceiling."""

    code = "point_ceiling_exceeded"
    template = N_(
        "La sous-régie « %(holder)s » détiendrait %(total_cents)s de pass, au-delà de son plafond de "
        "%(ceiling_cents)s. Transférez moins, ou faites modifier son acte."
    )


class NoSubHolderAppointed(Refusal):
    """Somebody answers for what a sous-régie holds."""

    code = "no_sub_holder_appointed"
    template = N_(
        "Aucun sous-régisseur n'était nommé à « %(point)s » le %(on)s. "
        "Faites-le nommer, sur avis du comptable, avant d'y transférer des pass."
    )


class MandateCeilingExceeded(Refusal):
    """The value held by a mandated body stays below the ceiling of its convention."""

    code = "mandate_ceiling_exceeded"
    template = N_(
        "L'organisme mandaté « %(holder)s » détiendrait %(total_cents)s de pass, au-delà du plafond de "
        "%(ceiling_cents)s de sa convention. Confiez-lui moins de pass."
    )


class PointNotEmpty(Refusal):
    """A point that holds pass stays open."""

    code = "point_not_empty"
    template = N_("Le point « %(point)s » détient encore %(count)s pass. Faites-les rendre avant de le fermer.")


class PointAlreadyClosed(Refusal):
    """A point closes once, after it opened."""

    code = "point_already_closed"
    template = N_("Le point « %(point)s » est fermé depuis le %(closed_on)s.")


class PointClosesTooEarly(Refusal):
    """A point closes on or after the day of its opening, and of its last movement."""

    code = "point_closes_too_early"
    template = N_("Le point « %(point)s » a servi jusqu'au %(last_on)s. Indiquez ce jour ou un jour plus tard.")


class AbsenceTooLong(Refusal):
    """Substitutes serve two months at most for one absence, one after the other (CGCT R.1617-5-2)."""

    code = "absence_too_long"
    template = N_(
        "L'absence du régisseur serait suppléée du %(absent_on)s au %(back_on)s : deux mois au plus sont permis, "
        "jusqu'au %(latest_on)s. Au-delà, nommez un autre régisseur."
    )


class HandoverMissing(NotAllowed):
    """Who takes a régie over moves nothing before the handover of what it holds."""

    code = "handover_missing"
    template = N_(
        "La remise de service entre régisseurs n'était pas faite le %(on)s. "
        "Comptez les pass avec votre prédécesseur et signez le procès-verbal avant de mouvementer le coffre."
    )


class HandoverNotAwaited(Refusal):
    """A handover is recorded once, for who takes over the safe."""

    code = "handover_not_awaited"
    template = N_("Cette nomination n'attend pas de remise de service.")


class HandoverOutsideAppointment(Refusal):
    """A handover is made while the one who takes over serves."""

    code = "handover_outside_appointment"
    template = N_("La nomination commence le %(starts_on)s. Indiquez une remise de service ce jour ou plus tard.")


class CashCeilingExceeded(Refusal):
    """The cash of a régie stays below its ceiling."""

    code = "cash_ceiling_exceeded"
    template = N_(
        "La régie détiendrait %(total_cents)s en espèces, au-delà de son plafond de %(ceiling_cents)s. "
        "Versez moins, ou faites modifier l'acte constitutif."
    )


class CashMissing(Refusal):
    """Nobody pays with cash he does not hold."""

    code = "cash_missing"
    template = N_("La régie ne détenait que %(held_cents)s en espèces. Vérifiez le montant et la date.")


class AmountMissing(Refusal):
    """Cash moves by an amount, on a paper."""

    code = "cash_amount_missing"
    template = N_("Indiquez un montant supérieur à zéro et la référence de la pièce.")


class MandateStandsElsewhere(Refusal):
    """The convention de mandat is not at the step at which this may be done."""

    code = "mandate_stands_elsewhere"
    template = N_("La convention avec « %(body)s » en est à l'étape « %(state)s » : cette action n'est pas possible.")


class MandateIncomplete(Refusal):
    """A convention de mandat says what for, how long, and how accounts are rendered (CGCT L.1611-7)."""

    code = "mandate_incomplete"
    template = N_(
        "La convention doit dire son objet, un plafond, une fin après son début, et des comptes rendus au moins une "
        "fois par an. Complétez-la."
    )


class MandateNotEmpty(Refusal):
    """A mandate ends once the body has given everything back."""

    code = "mandate_not_empty"
    template = N_("L'organisme détient encore %(count)s pass. Faites-les rendre avant de clore la convention.")


class MandateNotInForce(Refusal):
    """A body holds and hands out pass while its convention holds."""

    code = "mandate_not_in_force"
    template = N_(
        "La convention de mandat avec « %(body)s » n'était pas en vigueur le %(on)s. "
        "Vérifiez la date, ou faites signer une convention."
    )


class PersonNotOfTheBody(Refusal):
    """A mandated body names its own people."""

    code = "person_not_of_the_body"
    template = N_(
        "Cette personne n'a pas de rôle pour l'organisme « %(body)s » dans ce dispositif. "
        "Donnez-lui d'abord le rôle de mandataire pour cet organisme."
    )


class PeriodNotAccountable(Refusal):
    """Accounts are rendered period by period, once each, after its last day."""

    code = "period_not_accountable"
    template = N_(
        "Aucun compte n'est attendu pour une période commençant le %(period_from)s, ou elle n'est pas terminée. "
        "Choisissez une période due."
    )


class AccountRenderedTooEarly(Refusal):
    """An account is rendered after the end of its period."""

    code = "account_rendered_too_early"
    template = N_("La période se termine le %(period_to)s. Indiquez un jour plus tard.")


class PowerEndedSince(NotAllowed):
    """Who writes today what he did while he was appointed is still appointed today."""

    code = "power_ended_since"
    template = N_(
        "Vous n'êtes plus nommé pour « %(holder)s » : ce qui s'y est passé le %(on)s n'est plus à saisir par vous. "
        "La personne nommée aujourd'hui l'enregistre, ou l'ordonnateur avec le papier signé."
    )
