"""What plugins offer, checked before it is let in: the right types, with names, none twice."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

from limn.sdk.errors import PluginFailed
from limn.sdk.formats import Carries, DatasetFormat
from limn.sdk.storages import Credentials, StorageField, StorageKind
from limn.sdk.web import Panel, Question, WebModule

T = TypeVar("T")


def checked_formats(offered: object) -> dict[str, DatasetFormat]:
    """The formats by name.

    Raises:
        PluginFailed: one is no format, has no name, or does not say what it carries.
    """

    def check(one: DatasetFormat) -> None:
        if not isinstance(getattr(one, "carries", None), Carries):
            raise PluginFailed(f"format {one.name!r} does not say what it `carries`")

    return _by_name("formats", offered, DatasetFormat, check)


def checked_storages(offered: object) -> dict[str, StorageKind]:
    """The kinds of storages by name.

    Raises:
        PluginFailed: one is no kind of storage, has no name, or does not say what it asks for.
    """
    return _by_name("storages", offered, StorageKind, _check_fields)


def checked_panels(offered: object) -> dict[str, Panel]:
    """The panels by name.

    Raises:
        PluginFailed: one is no panel, or has no name or title.
    """

    def check(one: Panel) -> None:
        if not isinstance(getattr(one, "title", None), str):
            raise PluginFailed(f"panel {one.name!r} has no `title`")
        asked = cast("tuple[object, ...]", one.questions)
        if not all(isinstance(each, Question) for each in asked):
            raise PluginFailed(f"panel {one.name!r} has `questions` that are no Question")

    return _by_name("panels", offered, Panel, check)


def checked_module(offered: object) -> WebModule | None:
    """The module for browsers, if there is one.

    Raises:
        PluginFailed: it is none, or its entry is not a file in its folder.
    """
    if offered is None:
        return None
    if not isinstance(offered, WebModule):
        raise PluginFailed(f"offer_web returned {offered!r}, which is no WebModule")
    entry = (offered.folder / offered.entry).resolve()
    if not (entry.is_relative_to(offered.folder.resolve()) and entry.is_file()):
        raise PluginFailed(f"{offered.entry!r} is no file in {offered.folder}")
    return offered


def _check_fields(one: StorageKind) -> None:
    resource, credentials = getattr(one, "resource", None), getattr(one, "credentials", None)
    if not isinstance(resource, StorageField) or resource.name != "resource":
        raise PluginFailed(f"storage {one.name!r} does not say what its `resource` is")
    ways = cast("tuple[Any, ...]", credentials) if isinstance(credentials, tuple) else ()
    if not ways or not all(isinstance(way, Credentials) for way in ways):
        raise PluginFailed(f"storage {one.name!r} does not say which `credentials` it takes")


def _by_name(what: str, offered: object, kind: type[T], check: Callable[[T], None]) -> dict[str, T]:
    if not isinstance(offered, Iterable):
        raise PluginFailed(f"offer_{what} returned {offered!r}, not a list of {what}")
    found: dict[str, T] = {}
    for one in cast("Iterable[object]", offered):
        if not isinstance(one, kind):
            raise PluginFailed(f"offer_{what} returned {one!r}, which is no {kind.__name__}")
        title = getattr(one, "name", None)
        if not isinstance(title, str) or not title.strip():
            raise PluginFailed(f"{type(one).__name__} has no `name`")
        check(one)
        if title in found:
            raise PluginFailed(f"it offers two {what} called {title!r}")
        found[title] = one
    return found
