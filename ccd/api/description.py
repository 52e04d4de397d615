"""What `/openapi.json` says of every route: how it refuses, with an answer of ours for each status."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from pydantic.json_schema import models_json_schema

from ccd.api.errors import PROBLEM_JSON, ProblemDetails, WrongPlace

ABOUT = """Whoever asks sends `Authorization: Bearer TOKEN`; `ccd user add` makes one. Every no is a problem
as in RFC 9457, with a sentence in `detail` that says what to do. Moments are `*_at_ms`, milliseconds since
1970 in UTC. Lists come in pages: `next` of one is the `cursor` of the following."""

_REFERENCE = "#/components/schemas/{model}"


class Described(FastAPI):
    """FastAPI would describe a refusal in the media type of the good answer, so its schema is added by us."""

    def openapi(self) -> dict[str, Any]:
        _, problem = models_json_schema([(ProblemDetails, "serialization")], ref_template=_REFERENCE)
        described = super().openapi()
        described["components"]["schemas"] |= problem["$defs"]
        return described


def _refusal(status: HTTPStatus, says: str, detail: str, *errors: WrongPlace) -> dict[str, Any]:
    schema = {"$ref": _REFERENCE.format(model=ProblemDetails.__name__)}
    example = ProblemDetails(title=status.phrase, status=status, detail=detail, errors=[*errors])
    return {
        "description": says,
        "content": {PROBLEM_JSON: {"schema": schema, "example": example.model_dump(mode="json")}},
    }


REFUSALS: dict[int | str, dict[str, Any]] = {
    401: _refusal(
        HTTPStatus.UNAUTHORIZED,
        "No valid token",
        "This token is not (or no longer) valid; `ccd user token` makes one.",
    ),
    403: _refusal(HTTPStatus.FORBIDDEN, "Not for this role", "This is for admins; agent is agent."),
    404: _refusal(HTTPStatus.NOT_FOUND, "Not there", "There is no queue complaints."),
    409: _refusal(
        HTTPStatus.CONFLICT,
        "Refused; `detail` says why and what to do",
        "There is a queue support already.",
    ),
    413: {"description": "The body is larger than a megabyte", "content": {"text/plain": {}}},
    422: _refusal(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "Not taken as it is; `errors` says what is wrong where",
        "wrap_up_s: must be at least 0",
        WrongPlace(where="wrap_up_s", what="must be at least 0"),
    ),
    503: _refusal(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The database is away",
        "The database cannot be reached. Calls go on; try again in a moment.",
    ),
}
