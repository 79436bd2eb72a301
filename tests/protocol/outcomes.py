"""What a call led to, comparable between Python and Vyper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from garter.exceptions import (
    ContractReverted,
    EncodingError,
    GarterError,
    ProofError,
    RpcResponseError,
)


def outcome(call: Callable[..., Any], *arguments: Any) -> tuple[str, Any]:
    """("returned", result), or ("raised", name of the error).

    Bytes that are no ABI encoding raise a plain EncodingError, and revert without data or, when an
    offset points far away, use up all gas: "" all three.
    """
    try:
        return "returned", call(*arguments)
    except ContractReverted as err:
        return "raised", err.name
    except RpcResponseError as err:
        if "OOG" not in err.message:
            raise
        return "raised", ""
    except GarterError as err:
        return "raised", "" if type(err) in (EncodingError, ProofError) else type(err).__name__
