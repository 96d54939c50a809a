"""Rows of scans: uses that venues recorded with the operator."""

from collections.abc import Sequence

from quitus.domain.grants.models import Service
from quitus.domain.operators import operations, queries
from quitus.domain.operators.book import Marks
from quitus.domain.operators.errors import RowTwiceInFile, SerialUnknown
from quitus.domain.operators.models import ImportedFile
from quitus.domain.operators.operations import Line
from quitus.domain.operators.rules import request_of
from quitus.domain.redemption.operations import Reported, Told, look_at_reported
from quitus.kernel.actors import Actor
from quitus.kernel.refusals import Refusal
from quitus.kernel.tenancy import current_scheme_id
from quitus.usecases.operator_files.parsed import Parsed, Verdicts
from quitus.usecases.operator_files.reasons import Reason


class ScanJudge:
    """Uses: the pass by its serial, the venue by the operator's reference, then the gate of redemption."""

    def __init__(self, file: ImportedFile) -> None:
        self.file = file
        operator_id = file.contract.operator_id
        self.book = queries.book_of(operator_id)
        self.names = queries.venue_names(current_scheme_id(), operator_id)
        self.met = Marks(queries.quantities(operator_id))
        self.services = dict(Service.objects.values_list("code", "pk"))

    def look(self, by: Actor, rows: Sequence[Parsed]) -> Verdicts:
        """See `Judge`."""
        uses, verdicts = self._uses(rows)
        return self._told(rows, uses, verdicts, look_at_reported([use for _, use in uses.values()]))

    def take(self, by: Actor, rows: Sequence[Parsed]) -> Verdicts:
        """See `Judge`."""
        uses, verdicts = self._uses(rows)
        return self._told(rows, uses, verdicts, operations.import_uses(by=by, file=self.file, uses=list(uses.values())))

    def _uses(self, rows: Sequence[Parsed]) -> tuple[dict[int, tuple[Line, Reported]], Verdicts]:
        uses: dict[int, tuple[Line, Reported]] = {}
        verdicts: Verdicts = []
        for place, row in enumerate(rows):
            try:
                uses[place] = self._use(row)
                verdicts.append(None)
            except Refusal as refusal:
                verdicts.append(Reason.of(refusal))
        return uses, verdicts

    def _use(self, row: Parsed) -> tuple[Line, Reported]:
        values = row.values
        number = self.book.number_of(values["serial"])
        if number is None:
            raise SerialUnknown(serial=values["serial"])
        venue_id = self.names.find(values["venue"])
        if self.met.met(number):
            raise RowTwiceInFile()
        use = Reported(
            request=request_of(self.file.contract_id, row.line),
            number=number,
            venue_id=venue_id,
            service_id=self.services[values["service"]],
            service_on=values["service_on"],
            entered_on=values["entered_on"] if "entered_on" in values else values["service_on"],
        )
        return Line(row.line, row.facts, number), use

    def _told(
        self,
        rows: Sequence[Parsed],
        uses: dict[int, tuple[Line, Reported]],
        verdicts: Verdicts,
        told: dict[int, Told],
    ) -> Verdicts:
        for place, (_line, use) in uses.items():
            answer = told[use.number]
            verdicts[place] = None if answer.is_taken else Reason.of_use(answer)
        return verdicts
