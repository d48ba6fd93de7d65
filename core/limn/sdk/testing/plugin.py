"""The pytest plugin: idle until `--plugin NAME` asks for the kit."""

from pathlib import Path

import pytest

KITS = {
    "formats": Path(__file__).with_name("kit_formats.py"),
    "storages": Path(__file__).with_name("kit_storages.py"),
}


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
    group.addoption(
        "--storage-place",
        metavar="FILE",
        help="JSON that tells the kit of an empty storage, for kinds that need a server",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Collect the kits that fit the plugins: alone, or beside the files on the command line."""
    names: list[str] = config.getoption("plugin") or []
    if not names:
        return
    from limn.sdk.testing.lookup import offering

    kits = [str(kit) for what, kit in KITS.items() if offering(names, what)]
    named = config.args_source is pytest.Config.ArgsSource.ARGS
    # Without any offer the kit of formats says so.
    config.args = [*(config.args if named else []), *(kits or [str(KITS["formats"])])]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each of a kit's tests once for everything the named plugins offer of its sort."""
    names: list[str] = metafunc.config.getoption("plugin") or []
    what = next((w for w, kit in KITS.items() if metafunc.definition.path == kit), "")
    if not names or not what:
        return
    from limn.sdk.testing.lookup import formats_of, offering, plugin_named, storages_of

    plugins = {name: plugin_named(name) for name in offering(names, what) or names}
    if "plugin" in metafunc.fixturenames:
        metafunc.parametrize("plugin", plugins.values(), ids=plugins)
    if "kit_format" in metafunc.fixturenames:
        cases = [(plugin, one) for plugin in plugins.values() for one in formats_of(plugin)]
        metafunc.parametrize("kit_format", cases, ids=[one.name for _, one in cases])
    if "kit_storage" in metafunc.fixturenames:
        kinds = [one for plugin in plugins.values() for one in storages_of(plugin)]
        metafunc.parametrize("kit_storage", kinds, ids=[one.name for one in kinds])
