"""The row that an address names, or the answer that there is none; and the row as it is now."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from limn.sdk.errors import NotFound

Row = TypeVar("Row", bound=Model)
_LARGEST_ID = 2**63


def the_row(rows: QuerySet[Row], what: str, key: int | UUID) -> Row:
    """The one of `rows` with that primary key; `what` names it to the caller ("task").

    Raises:
        NotFound: there is none.
    """
    is_possible = isinstance(key, UUID) or abs(key) < _LARGEST_ID
    # No `first()`: it orders, and to put an order into wide SQL takes longer than the rest of it.
    row = next(iter(rows.filter(pk=key)), None) if is_possible else None
    if row is None:
        raise NotFound(f"there is no {what} {key}")
    return row


def locked_row(model: type[Row], key: int | UUID) -> Row:
    """The row with that primary key, locked until the transaction ends.

    Raises:
        NotFound: there is none.
    """
    rows = model._base_manager.select_for_update(of=("self",))
    return the_row(rows, str(model._meta.verbose_name), key)


def locked(row: Row) -> Row:
    """The same row as it is now, locked until the transaction ends.

    Whoever changes a row begins here: saved as it was read before, it would undo what others
    changed meanwhile, and bring a deleted row back.

    Raises:
        NotFound: it is gone.
    """
    return locked_row(type(row), row.pk)


def delete(row: Model) -> None:
    """Delete the row, once: of two who do so at the same time one is told that it is gone.

    Raises:
        NotFound: it is gone.
    """
    key, model = row.pk, type(row)
    _, counted = row.delete()
    if not counted.get(model._meta.label):
        raise NotFound(f"there is no {model._meta.verbose_name} {key}")
