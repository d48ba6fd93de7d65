"""Where runs keep files: `scratch` while they work, `artifacts` when they are done."""

from pathlib import Path

from django.conf import settings


def scratch_root() -> Path:
    """The folder of all scratch folders, each named `<run id>-<attempt>`."""
    return Path(settings.DATA_ROOT) / "scratch" / "runs"


def artifacts_root() -> Path:
    """The folder of all artifacts, each in `<run id>/<attempt>/`."""
    return Path(settings.DATA_ROOT) / "artifacts"
