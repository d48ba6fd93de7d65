"""Hooks are documented with their exact arguments, and so are error codes unique."""

import inspect
import re
from pathlib import Path

from limn.sdk import errors, hookspecs

PAGE = Path(__file__).parents[2] / "docs/plugins/hooks.md"


def hooks():
    return {
        name: function
        for name, function in inspect.getmembers(hookspecs, inspect.isfunction)
        if hasattr(function, "limn_spec")
    }


def test_every_hook_has_a_heading_with_its_arguments():
    headings = set(re.findall(r"^## (\w+\(.*\))$", PAGE.read_text(), re.MULTILINE))
    signatures = {
        f"{name}({', '.join(inspect.signature(function).parameters)})"
        for name, function in hooks().items()
    }
    assert headings == signatures


def test_every_hook_says_what_it_is_for():
    assert all(inspect.getdoc(function) for function in hooks().values())


def test_error_codes_are_unique():
    classes = [
        one
        for _, one in inspect.getmembers(errors, inspect.isclass)
        if issubclass(one, errors.LimnError)
    ]
    codes = [one.code for one in classes]
    assert len(set(codes)) == len(codes)
