"""What every table shares: names of constraints, column types, and ownership by a company.

Constraint names are part of the contract: the Desk turns some of them into refusals.
"""

import enum
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ARRAY,
    TIMESTAMP,
    BigInteger,
    Enum,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    LargeBinary,
    MetaData,
    Numeric,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.schema import SchemaItem

JsonObject = dict[str, Any]


def _values(words: type[enum.Enum]) -> list[str]:
    return [str(word.value) for word in words]


def one_of(words: type[enum.Enum], name: str) -> Enum:
    """The type of a second column with the same words in one table: its check needs a name of its own."""
    return Enum(
        words, name=name, native_enum=False, create_constraint=True, length=40, values_callable=_values
    )


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        int: BigInteger,
        str: Text,
        bytes: LargeBinary,
        datetime: TIMESTAMP(timezone=True),
        Decimal: Numeric(12, 2),
        JsonObject: JSONB,
        list[JsonObject]: JSONB,
        list[str]: ARRAY(Text),
        enum.Enum: Enum(
            enum.Enum, native_enum=False, create_constraint=True, length=40, values_callable=_values
        ),
    }


class Owned(Base):
    """A row that belongs to one company. Other tables refer to it by (company_id, id), so that a
    reference can never cross from one company into another.
    """

    __abstract__ = True

    id: Mapped[int] = mapped_column(Identity(always=False), primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))


def owned(*more: SchemaItem) -> tuple[SchemaItem, ...]:
    """Table arguments of an owned table: the key other tables refer to, and what else it has."""
    return (UniqueConstraint("company_id", "id"), *more)


def refers(column: str, table: str) -> ForeignKeyConstraint:
    """A reference that stays inside the company."""
    return ForeignKeyConstraint(["company_id", column], [f"{table}.company_id", f"{table}.id"])
