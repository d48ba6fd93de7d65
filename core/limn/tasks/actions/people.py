"""People named by a request."""

from typing import Any

from limn.identity.queries import get_user
from limn.sdk.errors import BadInput, NotFound


def named_person(user_id: int | None, field: str) -> Any:
    """The user of that id, None for none.

    Raises:
        BadInput: there is no such user; `field` is named.
    """
    if user_id is None:
        return None
    try:
        return get_user(user_id)
    except NotFound as error:
        raise BadInput(str(error), fields={field: [str(error)]}) from error
