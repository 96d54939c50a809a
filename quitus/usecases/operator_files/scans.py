"""Rows of scans: uses that venues recorded with the operator."""

from collections.abc import Callable, Sequence
from datetime import date

from quitus.domain.grants.models import Service
from quitus.domain.operators import operations, queries
from quitus.domain.operators.book import Marks
from quitus.domain.operators.errors import EnteredBeforeTheService, RowTwiceInFile, SerialUnknown
from quitus.domain.operators.models import ImportedFile
from quitus.domain.operators.operations import Line
from quitus.domain.operators.rules import request_of
from quitus.domain.redemption.errors import OrderEntrustedToAnother
from quitus.domain.redemption.operations import Reported, Told, look_at_reported
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.refusals import Refusal
from quitus.kernel.tenancy import current_scheme_id
from quitus.usecases.operator_files.parsed import Parsed, Verdicts
from quitus.usecases.operator_files.reasons import Reason

Use = tuple[Line, Reported]

ROWS_OF_A_PASS = 3
"""How many rows of one pass go through the gate in one batch: a good one is found after two wrong ones, and a file that
repeats one number without end costs no more.
"""


class ScanJudge:
    """Uses: the pass by its serial, the venue by the operator's reference, then the gate of redemption.

    `late_count` are the right ones that come here after the delay of late entry: the operator says that the venue
    recorded them with it in time. `entrusted` are the pass refused since their order is another operator's.
    """

    def __init__(self, file: ImportedFile) -> None:
        self.file = file
        self.operator_id = file.contract.operator_id
        self.book = queries.book_of(self.operator_id)
        self.names = queries.venue_names(current_scheme_id(), self.operator_id)
        quantities = queries.quantities(self.operator_id)
        self.met, self.entrusted = Marks(quantities), Marks(quantities)
        self.services = dict(Service.objects.values_list("code", "pk"))
        self.today = clock.today()
        self.late_count = 0

    def look(self, by: Actor, rows: Sequence[Parsed]) -> Verdicts:
        """See `Judge`."""
        return self._judged(rows, lambda uses: look_at_reported([use for _line, use in uses]))

    def take(self, by: Actor, rows: Sequence[Parsed]) -> Verdicts:
        """See `Judge`."""
        return self._judged(rows, lambda uses: operations.import_uses(by=by, file=self.file, uses=uses))

    def _judged(self, rows: Sequence[Parsed], gate: Callable[[list[Use]], dict[int, Told]]) -> Verdicts:
        """A pass counts as met in the file once a row of it was right: a wrong row before does not stand in its way.

        Two rows of one pass never go through the gate together: the second waits for the answer to the first, and what
        still waits after `ROWS_OF_A_PASS` is refused as repeated.
        """
        verdicts: Verdicts = [None] * len(rows)
        waiting = list(enumerate(rows))
        for _turn in range(ROWS_OF_A_PASS):
            uses, waiting = self._uses(waiting, verdicts)
            told = gate(list(uses.values()))
            for place, (_line, use) in uses.items():
                answer = told[use.number]
                if answer.is_taken:
                    self.met.add(use.number)
                    self.late_count += (self.today - use.service_on).days > (answer.late_entry_days or 0)
                else:
                    verdicts[place] = Reason.of_use(answer)
                    if answer.outcome == OrderEntrustedToAnother.code:
                        self.entrusted.add(use.number)
        for place, _row in waiting:
            verdicts[place] = Reason.of(RowTwiceInFile())
        return verdicts

    def _uses(
        self, rows: Sequence[tuple[int, Parsed]], verdicts: Verdicts
    ) -> tuple[dict[int, Use], list[tuple[int, Parsed]]]:
        """What may go through the gate now, by place, and what waits; what is refused at once has its verdict."""
        uses: dict[int, Use] = {}
        waiting: list[tuple[int, Parsed]] = []
        asked: set[int] = set()
        for place, row in rows:
            try:
                number, venue_id = self._found(row)
                if number in asked:
                    waiting.append((place, row))
                else:
                    uses[place] = self._use(row, number, venue_id)
                    asked.add(number)
            except Refusal as refusal:
                verdicts[place] = Reason.of(refusal)
        return uses, waiting

    def _found(self, row: Parsed) -> tuple[int, int]:
        """The pass and the venue of a row."""
        values = row.values
        number = self.book.number_of(values["serial"])
        if number is None:
            raise SerialUnknown(serial=values["serial"])
        venue_id = self.names.find(values["venue"])
        if number in self.met:
            raise RowTwiceInFile()
        return number, venue_id

    def _use(self, row: Parsed, number: int, venue_id: int) -> Use:
        values = row.values
        entered_on: date = values.get("entered_on") or values["service_on"]
        if entered_on < values["service_on"]:
            raise EnteredBeforeTheService(entered_on=entered_on, service_on=values["service_on"])
        use = Reported(
            request=request_of(self.file.contract_id, row.line),
            number=number,
            venue_id=venue_id,
            service_id=self.services[values["service"]],
            service_on=values["service_on"],
            entered_on=entered_on,
            operator_id=self.operator_id,
        )
        return Line(row.line, row.facts, number), use
