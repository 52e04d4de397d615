"""The routes that every kind of the plan's items has: list, get, create, put, delete."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, status

from ccd.api.auth import Asker
from ccd.api.errors import taken
from ccd.api.services import Behind
from ccd.domain.names import Frozen
from ccd.domain.plan_kinds import Kind, PlanItem, items_of, key_of
from ccd.services.refusals import Invalid, Problem

Example = dict[str, Any]


def reading_routes(kind: Kind, model: type[PlanItem]) -> APIRouter:
    router = APIRouter(prefix=f"/{kind.field}", tags=[kind.field])
    key_in_path = Annotated[str, Path(alias=kind.value)]

    @router.get(
        "",
        name=f"list_{kind.field}",
        response_model=list[model],  # type: ignore[valid-type]  # known at run time only
        summary=f"All {kind.words}, in the plan's order",
    )
    async def list_items(services: Behind) -> tuple[PlanItem, ...]:
        return items_of(services.plan.current, kind)

    @router.get(
        f"/{{{kind}}}",
        name=f"get_{kind}",
        response_model=model,
        summary=f"The {kind.word} of this {kind.key_field}",
    )
    async def get_item(services: Behind, key: key_in_path) -> Frozen:
        return taken(services.plan.find(kind, kind.plain(key)))

    return router


def changing_routes(
    kind: Kind, model: type[PlanItem], example: Example, *, deletes: bool = True
) -> APIRouter:
    """Without `deletes` the noun has a way of its own to delete."""
    router = APIRouter(prefix=f"/{kind.field}", tags=[kind.field])
    key_in_path = Annotated[str, Path(alias=kind.value)]
    body = Annotated[model, Body(examples=[example])]  # type: ignore[valid-type]  # known at run time only

    @router.post(
        "",
        name=f"create_{kind}",
        response_model=model,
        summary=f"Add to the {kind.words}",
        status_code=status.HTTP_201_CREATED,
    )
    async def create(services: Behind, user: Asker, item: body) -> PlanItem:
        taken(await services.plan.add(kind, item, user.name))
        return item

    @router.put(
        f"/{{{kind}}}",
        name=f"put_{kind}",
        response_model=model,
        summary=f"Replace the {kind.word} of this {kind.key_field}, or add it",
    )
    async def put(services: Behind, user: Asker, key: key_in_path, item: body) -> PlanItem:
        if kind.plain(key) != key_of(item):
            what = f"the path says {key}, the body {key_of(item)}"
            taken(Invalid(what, (Problem("", what),)))
        taken(await services.plan.put(kind, item, user.name))
        return item

    if deletes:
        _add_deletion(router, kind)
    return router


def _add_deletion(router: APIRouter, kind: Kind) -> None:
    key_in_path = Annotated[str, Path(alias=kind.value)]

    @router.delete(
        f"/{{{kind}}}",
        name=f"delete_{kind}",
        summary=f"Delete the {kind.word}, unless something else of the plan needs it",
        status_code=status.HTTP_204_NO_CONTENT,
    )
    async def delete(services: Behind, user: Asker, key: key_in_path) -> None:
        taken(await services.plan.delete(kind, kind.plain(key), user.name))
