"""What a call led to, comparable between Python and Vyper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from garter.exceptions import ContractReverted, EncodingError, ProofError


def outcome(call: Callable[..., Any], *arguments: Any) -> tuple[str, Any]:
    """("returned", result), or ("raised", name of the error)."""
    try:
        return "returned", call(*arguments)
    except ContractReverted as err:
        return "raised", err.name
    except (EncodingError, ProofError) as err:
        return "raised", type(err).__name__
