"""The pytest plugin: idle until `--plugin NAME` asks for the kit."""

from pathlib import Path

import pytest

KIT = Path(__file__).with_name("kit_formats.py")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--plugin`."""
    group = parser.getgroup("limn", "plugins of Limn")
    group.addoption(
        "--plugin",
        action="append",
        default=[],
        metavar="NAME",
        help="run Limn's conformance kit on the plugin with this entry point name",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Collect the kit: alone, or beside the files named on the command line."""
    if not config.getoption("plugin"):
        return
    named = config.args_source is pytest.Config.ArgsSource.ARGS
    config.args = [*(config.args if named else []), str(KIT)]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each of the kit's tests once for every format the named plugins offer."""
    names: list[str] = metafunc.config.getoption("plugin") or []
    if not names or metafunc.definition.path != KIT:
        return
    from limn.sdk.testing.lookup import formats_of, plugin_named

    plugins = [plugin_named(name) for name in names]
    if "plugin" in metafunc.fixturenames:
        metafunc.parametrize("plugin", plugins, ids=names)
    cases = [(plugin, one) for plugin in plugins for one in formats_of(plugin)]
    if "kit_format" in metafunc.fixturenames:
        metafunc.parametrize("kit_format", cases, ids=[one.name for _, one in cases])
