"""What rooms above take part in, without this one knowing them."""

from django.dispatch import Signal

labels_exchanged = Signal()
"""A task is about to have other labels. Sent in the transaction, its jobs locked, with `task` as
it still is, the `exchange` (see `actions.matching`) and `user_id`; receivers put the new labels
into what they keep."""

label_type_changes = Signal()
"""A `label` is about to be of the type `wanted`. Sent in the transaction; receivers raise
`Conflict` where what they keep does not fit it."""
