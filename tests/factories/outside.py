"""An operator that works outside: its contract, how its files are written, and files as it sends them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from quitus.domain.operators import kinds
from quitus.domain.operators.models import FileLayout, ImportedFile
from quitus.domain.operators.operations import Written
from quitus.domain.vouchers.models import OperatorContract, Order
from quitus.kernel import clock
from quitus.usecases import operator_files
from tests.factories.passes import SERIES
from tests.factories.people import Person
from tests.factories.reception import SERVICE, TODAY, Reception, make_active_order, make_reception

SIRET = "55217860000003"
COLUMNS = {
    kinds.SERIALS: {"first": "Début", "last": "Fin"},
    kinds.DELIVERIES: {"first": "Début", "last": "Fin", "delivered_on": "Livré le", "slip": "Bon"},
    kinds.SCANS: {
        "serial": "Chèque",
        "venue": "Lieu",
        "service_on": "Date",
        "entered_on": "Saisi le",
        "service": "Prestation",
        "line": "Id",
    },
    kinds.FEES: {
        "invoice": "Facture",
        "invoiced_on": "Date",
        "kind": "Nature",
        "order": "Commande",
        "count": "Nombre",
        "amount": "Montant HT",
    },
    kinds.CREDIT_NOTES: {
        "note": "Avoir",
        "noted_on": "Date",
        "order": "Commande",
        "count": "Nombre",
        "amount": "Montant",
    },
}
CHOICES = {
    kinds.SCANS: {"service": {"Administratif": SERVICE, "Emploi": "emploi"}},
    kinds.FEES: {"kind": {"Commande": "order", "Utilisation": "redemption", "Lieu": "venue", "Divers": "other"}},
}
SAMPLES = {
    kinds.SERIALS: "Début;Fin\nAP-2021-000001;AP-2021-000050\n",
    kinds.DELIVERIES: "Début;Fin;Livré le;Bon\nAP-2021-000001;AP-2021-000050;02/05/2023;BL-1\n",
    kinds.SCANS: "Id;Chèque;Lieu;Date;Saisi le;Prestation\n1;AP-2021-000001;L-12;03/04/2023;;Administratif\n",
    kinds.FEES: "Facture;Date;Nature;Commande;Nombre;Montant HT\nF-1;02/05/2023;Commande;2021-01;100;40,00\n",
    kinds.CREDIT_NOTES: "Avoir;Date;Commande;Nombre;Montant\nA-1;02/05/2023;2021-01;3;30,00\n",
}


@dataclass(frozen=True)
class Outside:
    """A venue that takes pass, an order whose operator works outside, and how its files are written."""

    reception: Reception
    layouts: dict[str, FileLayout]

    @property
    def anne(self) -> Person:
        """Who imports."""
        return self.reception.team.anne

    @property
    def contract(self) -> OperatorContract:
        """The operator's."""
        return self.reception.team.contract

    @property
    def order(self) -> Order:
        """A hundred active pass."""
        return self.reception.order

    def second_order(self) -> Order:
        """Another order of the same contract."""
        order = make_active_order(self.reception.team, number="2021-02", series=SERIES + 1)
        Order.objects.filter(pk=order.pk).update(shape="outside")
        return order

    def send(self, kind: str, content: str | bytes, *, order: Order | None = None, name: str = "f.csv") -> ImportedFile:
        """A file received and read."""
        raw = content.encode() if isinstance(content, str) else content
        needed = order or self.order if kind in (kinds.SERIALS, kinds.DELIVERIES) else None
        file = operator_files.receive_file(
            by=self.anne.actor,
            contract_id=self.contract.pk,
            kind=kind,
            file_name=name,
            chunks=[raw],
            order_id=needed.pk if needed else None,
        )
        return operator_files.check_file(by=self.anne.actor, file_id=file.pk)

    def take(self, kind: str, content: str | bytes, *, partial: bool = True, **facts: object) -> ImportedFile:
        """A file received, read and imported."""
        file = self.send(kind, content, **facts)  # type: ignore[arg-type]
        return operator_files.import_file(by=self.anne.actor, file_id=file.pk, accept_partial=partial)

    def give_serials(self) -> ImportedFile:
        """AP-2021-000001 to 000100 are the hundred pass of the order, in their order."""
        return self.take(kinds.SERIALS, "Début;Fin\nAP-2021-000001;AP-2021-000100\n")

    def rejected(self, file: ImportedFile) -> list[str]:
        """The lines of the file of rejects, its headings left out."""
        _file, path = operator_files.rejects(file.pk)
        return path.read_bytes().decode("utf-8-sig").splitlines()[1:]


def scans(*rows: Sequence[object], on: str = "03/04/2023") -> str:
    """A file of scans: rows of (line, rank), or of all six cells."""
    lines = ["Id;Chèque;Lieu;Date;Saisi le;Prestation"]
    for row in rows:
        cells = row if len(row) == 6 else (row[0], f"AP-2021-{row[1]:06d}", SIRET, on, "", "Administratif")
        lines.append(";".join(str(cell) for cell in cells))
    return "\n".join(lines) + "\n"


def make_outside(reception: Reception) -> Outside:
    """The operator of a reception works outside, and its files are described."""
    OperatorContract.objects.filter(pk=reception.team.contract.pk).update(operates_inside=False)
    Order.objects.filter(pk=reception.order.pk).update(shape="outside")
    type(reception.structure).objects.filter(pk=reception.structure.pk).update(siret=SIRET)
    made = {}
    for kind in kinds.KINDS:
        sha256, _headings = operator_files.headings([SAMPLES[kind].encode()])
        made[kind] = operator_files.save_layout(
            by=reception.team.anne.actor,
            contract_id=reception.team.contract.pk,
            written=Written(kind=kind, columns=COLUMNS[kind], choices=CHOICES.get(kind, {}), service=""),
            sample_sha256=sha256,
            sample_name="echantillon.csv",
        )
    reception.team.contract.refresh_from_db()
    reception.order.refresh_from_db()
    return Outside(reception, made)


@pytest.fixture
def outside(scheme: object, anne: Person, dado: Person) -> Iterator[Outside]:
    """An operator outside with an active order, on 12 May 2023."""
    with clock.at(TODAY):
        yield make_outside(make_reception(scheme, anne, dado))  # type: ignore[arg-type]


LONG_AGO = date(2022, 1, 3)
