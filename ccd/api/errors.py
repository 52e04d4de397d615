"""Refusals and exceptions as HTTP: the one table of statuses, and how a problem is told."""

from http import HTTPStatus
from typing import TypeVar

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from ccd.domain.refused import Refused
from ccd.services.problems import invalid
from ccd.services.refusals import Invalid, NotFound, Problem
from ccd.storage.errors import StorageAway

RETRY_AFTER_S = 5
PROBLEM_JSON = "application/problem+json"

_log = structlog.get_logger(__name__)


class NotSignedIn(Refused):
    """Nobody knows who asks."""


class NotAllowed(Refused):
    """It is known who asks, and he may not."""


STATUS: dict[type[Refused], HTTPStatus] = {
    NotSignedIn: HTTPStatus.UNAUTHORIZED,
    NotAllowed: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
    Refused: HTTPStatus.CONFLICT,
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
}


class WrongPlace(BaseModel):
    """`where` is spelled as in `flows[0].nodes.menu.otherwise`, empty for the whole."""

    where: str
    what: str


class ProblemDetails(BaseModel):
    """RFC 9457. `detail` is a sentence for the person who asked; `errors` says what to put right."""

    title: str
    status: int
    detail: str
    errors: list[WrongPlace] = []


class RefusalError(Exception):
    """Carries a refusal from a route to its answer."""

    def __init__(self, refusal: Refused) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal


T = TypeVar("T")


def taken(result: T | Refused) -> T:
    """The result, unless it is a refusal: then that is the answer."""
    if isinstance(result, Refused):
        raise RefusalError(result)
    return result


def add_error_answers(app: FastAPI) -> None:
    app.add_exception_handler(RefusalError, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(StorageAway, _storage_away)
    app.add_exception_handler(Exception, _bug)


def _refused(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RefusalError)
    return _answer_refusal(error.refusal)


def _malformed(_: Request, error: Exception) -> JSONResponse:
    """FastAPI puts in front of each place what part of the request it is in; the writer knows."""
    assert isinstance(error, RequestValidationError)
    errors = [{**e, "loc": () if e["type"] == "json_invalid" else e["loc"][1:]} for e in error.errors()]
    return _answer_refusal(invalid(errors, error.body))  # type: ignore[arg-type]


def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return _answer(HTTPStatus(error.status_code), str(error.detail), headers=dict(error.headers or {}))


def _storage_away(request: Request, error: Exception) -> JSONResponse:
    _log.warning("the database is away", path=request.url.path, error=str(error))
    detail = "The database cannot be reached. Calls go on; try again in a moment."
    return _answer(HTTPStatus.SERVICE_UNAVAILABLE, detail, headers={"Retry-After": str(RETRY_AFTER_S)})


def _bug(request: Request, error: Exception) -> JSONResponse:
    _log.error("a request failed", path=request.url.path, exc_info=error)
    return _answer(HTTPStatus.INTERNAL_SERVER_ERROR, "This is a fault in ccd; its log says more.")


def _answer_refusal(refusal: Refused) -> JSONResponse:
    status = next(STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS)
    problems = refusal.problems if isinstance(refusal, Invalid) else ()
    headers = {"WWW-Authenticate": "Bearer"} if status is HTTPStatus.UNAUTHORIZED else {}
    return _answer(status, refusal.reason, problems, headers)


def _answer(
    status: HTTPStatus, detail: str, problems: tuple[Problem, ...] = (), headers: dict[str, str] | None = None
) -> JSONResponse:
    errors = [WrongPlace(where=p.where, what=p.what) for p in problems]
    body = ProblemDetails(title=status.phrase, status=status, detail=detail, errors=errors)
    return JSONResponse(body.model_dump(), status, headers, media_type=PROBLEM_JSON)
