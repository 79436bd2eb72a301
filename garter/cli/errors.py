"""Garter's errors as click shows them, under ``ape run`` too."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from garter.exceptions import GarterError

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")


def friendly(command: Callable[P, R]) -> Callable[P, R]:
    """Turn a GarterError into a click error: its message and exit code 1, no traceback."""

    @functools.wraps(command)
    def wrapped(*arguments: P.args, **options: P.kwargs) -> R:
        try:
            return command(*arguments, **options)
        except GarterError as err:
            raise click.ClickException(str(err)) from None

    return wrapped
