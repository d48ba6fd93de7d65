"""The conformance kit: `pytest -p limn.sdk.testing --plugin NAME`.

Gives the author of a plugin the tests that first-party plugins pass, with no test code of
their own. `limn.sdk.testing.fakes` has runs, datasets and pictures for tests of one's own.
Installing Limn alone changes nothing about other people's pytest.
"""

import pytest


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Bring the kit in where pytest does not load installed plugins by itself."""
    del parser
    from limn.sdk.testing import plugin

    if not pluginmanager.has_plugin("limn"):
        pluginmanager.register(plugin, "limn")
