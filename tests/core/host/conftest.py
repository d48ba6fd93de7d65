"""Third-party distributions made on the spot, as pip would lay them out."""

import sys
import textwrap

import pytest

from limn.host import breaker, catalogue
from limn.host.discovery import installed

FORMAT = '''
"""Acme's format."""
from limn.sdk import Box, Carries, DatasetFormat, hookimpl
LIMN_API = 1
class Acme(DatasetFormat):
    name = "Acme 1.0"
    carries = Carries(kinds=frozenset({Box}))
@hookimpl
def offer_formats():
    return [Acme()]
'''


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Install a distribution with one plugin whose module has this source."""
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    modules = []

    def put(name, source, distribution=None):
        distribution = distribution or f"limn-{name}"
        module = f"thirdparty_{distribution.replace('-', '_')}"
        modules.append(module)
        (tmp_path / f"{module}.py").write_text(textwrap.dedent(source))
        info = tmp_path / f"{distribution.replace('-', '_')}-1.0.dist-info"
        info.mkdir(exist_ok=True)
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n"
        )
        (info / "entry_points.txt").write_text(f"[limn.plugins]\n{name} = {module}\n")
        installed(afresh=True)

    yield put
    for module in modules:
        sys.modules.pop(module, None)
    monkeypatch.undo()
    installed(afresh=True)
    catalogue._current = None
    breaker._recent.clear()
