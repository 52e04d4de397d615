"""Customers."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from ccd.api.errors import taken
from ccd.api.params import PAGE, Cursor, Id, Limit, OneLine
from ccd.api.services import Behind, settled
from ccd.domain.names import Language
from ccd.domain.skills import Skills
from ccd.services import customers
from ccd.services.customers import CustomerView, WholeCustomerView
from ccd.services.views import Page

router = APIRouter(prefix="/customers", tags=["customers"], dependencies=[Depends(settled)])


class CustomerChange(BaseModel):
    """What is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    name: OneLine = Field(default="", min_length=1, examples=["Trần Thị Bình"])
    vip: bool = False
    skills: Skills = Field(default_factory=dict, max_length=20, examples=[{"english": 3}])
    language: Language = Field("", examples=["vi"])


@router.get("", summary="Customers, the latest first")
async def list_customers(
    services: Behind,
    q: Annotated[
        OneLine | None, Query(min_length=1, description="A part of the name, or a number in any spelling.")
    ] = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> Page[CustomerView]:
    country = services.plan.current.country
    return taken(await customers.find(services.database, q, country, cursor, limit))


@router.get("/{customer_id}", summary="One customer with his last calls and tickets")
async def get_customer(services: Behind, customer_id: Id) -> WholeCustomerView:
    return taken(await customers.one(services.database, customer_id))


@router.patch("/{customer_id}", summary="Say who a customer is and what he needs")
async def change_customer(services: Behind, customer_id: Id, changed: CustomerChange) -> WholeCustomerView:
    taken(await customers.change(services.database, customer_id, changed.model_dump(exclude_unset=True)))
    return taken(await customers.one(services.database, customer_id))
