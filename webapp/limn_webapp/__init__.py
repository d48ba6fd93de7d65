"""The built browser app of Limn."""

from pathlib import Path

__all__ = ["NotBuilt", "static_root"]


class NotBuilt(RuntimeError):
    """The app's files are not there: it was installed without being built."""


def static_root() -> Path:
    """The folder to serve: `index.html` and, below it, files named by their content.

    Raises:
        NotBuilt: nothing has been built yet.
    """
    folder = Path(__file__).parent / "static"
    if not (folder / "index.html").is_file():
        raise NotBuilt("the web app is not built; run `python -m limn_webapp.build`")
    return folder
