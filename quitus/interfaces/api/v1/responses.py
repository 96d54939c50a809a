"""Every status that an address may answer with, as the reference tells it."""

from pydantic import BaseModel

from quitus.interfaces.api.v1.schemas import Problem

STATUSES = (401, 403, 404, 409, 413, 422, 429)


def answers(model: type[BaseModel]) -> dict[int, type[BaseModel]]:
    """What is read when it went well, and the one shape of all that did not."""
    return {200: model, **dict.fromkeys(STATUSES, Problem)}
