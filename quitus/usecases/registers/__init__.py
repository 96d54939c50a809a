"""The papers of the register: what the law wants of whoever holds pass, at any date, on screen, on paper, in a sheet.

`statement` says what a paper tells; `pdf` and `workbook` give it; `keep` makes it and keeps it with its data.
"""

from quitus.usecases.registers.making import keep, pdf, statement, workbook
from quitus.usecases.registers.shape import Column, Item, Part, Signer, Statement

__all__ = ["Column", "Item", "Part", "Signer", "Statement", "keep", "pdf", "statement", "workbook"]
