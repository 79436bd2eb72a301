"""``with reverts("Unauthorized", stranger): ...`` demands that error with those arguments."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from garter.exceptions import ContractReverted

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def reverts(name: str, *arguments: Any) -> Iterator[None]:
    """The block must revert with the custom error ``name``.

    ``arguments`` are compared when given (anything with an ``address`` stands for it). A string
    revert is ``reverts("Error", "the message")``; a revert without data is ``reverts("")``.
    """
    with pytest.raises(ContractReverted) as caught:
        yield
    assert caught.value.name == name, caught.value
    if arguments:
        assert _plain(caught.value.arguments) == _plain(arguments), caught.value


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return getattr(value, "address", value)
