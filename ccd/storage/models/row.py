"""What every table shares: the metadata, how constraints are named, and the common column types."""

from typing import Annotated

from sqlalchemy import JSON, BigInteger, Integer, MetaData
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, mapped_column

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

Millis = Annotated[int, mapped_column(BigInteger)]
"""A moment in ms since the Unix epoch (`*_at_ms`), or a length in ms."""

# SQLite numbers by itself only a column that says INTEGER; it holds 64 bits all the same.
Id = Annotated[int, mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)]
"""A number that the database gives."""

KEPT = "kept"
"""Marks a column (`info={KEPT: True}`) whose value, once known, is not overwritten with NULL."""

JsonBody = JSON().with_variant(JSONB(), "postgresql")


class Row(DeclarativeBase):
    metadata = metadata
