"""What a plugin sees of the background run it works in."""

from pathlib import Path
from typing import Protocol


class Run(Protocol):
    """A running piece of background work, as lent to a plugin.

    The host throttles `progress`; call it as often as you like. `check` raises `Cancelled`
    when somebody stopped the run: let it pass.
    """

    @property
    def scratch(self) -> Path:
        """An empty folder of this run alone, removed when it ends."""
        ...

    def progress(self, done: float, total: float = 1.0, message: str = "") -> None:
        """Tell how far the work is, and check for cancellation."""
        ...

    def warn(self, message: str) -> None:
        """Tell the user something that did not stop the work."""
        ...

    def check(self) -> None:
        """Raise `Cancelled` if the run was told to stop."""
        ...
