"""The few contract functions that bridging needs, the same on every ZKsync OS chain.

Written as signatures, so that this package works wherever it is installed: no compiled contracts
are needed to talk to somebody else's.
"""

from __future__ import annotations

from typing import Any

from garter.chain.abi import Abi
from garter.protocol.transactions import TRANSACTION_TYPE

DIRECT_REQUEST = "(uint256,uint256,address,uint256,bytes,uint256,uint256,bytes[],address)"
"""chainId, mintValue, l2Contract, l2Value, l2Calldata, l2GasLimit, l2GasPerPubdataByteLimit,
factoryDeps, refundRecipient."""
TWO_BRIDGES_REQUEST = "(uint256,uint256,uint256,uint256,uint256,address,address,uint256,bytes)"
"""chainId, mintValue, l2Value, l2GasLimit, l2GasPerPubdataByteLimit, refundRecipient,
secondBridgeAddress, secondBridgeValue, secondBridgeCalldata."""
FINALIZE_PARAMS = "(uint256,uint256,uint256,address,uint16,bytes,bytes32[])"
"""chainId, l2BatchNumber, l2MessageIndex, l2Sender, l2TxNumberInBatch, message, merkleProof."""


def _function(name: str, inputs: tuple[str, ...] = (), output: str | None = None) -> dict[str, Any]:
    return {
        "type": "function",
        "name": name,
        "inputs": [{"name": "", "type": kind} for kind in inputs],
        "outputs": [{"name": "", "type": output}] if output else [],
    }


def _event(name: str, *inputs: tuple[str, str, bool]) -> dict[str, Any]:
    return {
        "type": "event",
        "name": name,
        "inputs": [{"name": n, "type": kind, "indexed": indexed} for n, kind, indexed in inputs],
    }


BRIDGEHUB = Abi(
    [
        _function("assetRouter", output="address"),
        _function("getZKChain", ("uint256",), "address"),
        _function("baseToken", ("uint256",), "address"),
        _function("baseTokenAssetId", ("uint256",), "bytes32"),
        _function("l2TransactionBaseCost", ("uint256", "uint256", "uint256", "uint256"), "uint256"),
        _function("requestL2TransactionDirect", (DIRECT_REQUEST,), "bytes32"),
        _function("requestL2TransactionTwoBridges", (TWO_BRIDGES_REQUEST,), "bytes32"),
    ]
)
L1_ASSET_ROUTER = Abi(
    [
        _function("L1_NULLIFIER", output="address"),
        _function(
            "bridgeRecoverFailedTransfer",
            (
                *("uint256", "address", "bytes32", "bytes", "bytes32"),
                *("uint256", "uint256", "uint16", "bytes32[]"),
            ),
        ),
        _event(
            "BridgehubDepositInitiated",
            ("chainId", "uint256", True),
            ("txDataHash", "bytes32", True),
            ("from", "address", True),
            ("assetId", "bytes32", False),
            ("bridgeMintCalldata", "bytes", False),
        ),
    ]
)
L1_NULLIFIER = Abi(
    [
        _function("l1NativeTokenVault", output="address"),
        _function("depositHappened", ("uint256", "bytes32"), "bytes32"),
        _function("isWithdrawalFinalized", ("uint256", "uint256", "uint256"), "bool"),
        _function("finalizeDeposit", (FINALIZE_PARAMS,)),
    ]
)
L1_VAULT = Abi(
    [
        _function("assetId", ("address",), "bytes32"),
        _function("tokenAddress", ("bytes32",), "address"),
        _function("originChainId", ("bytes32",), "uint256"),
        _function("originToken", ("bytes32",), "address"),
        _function("getERC20Getters", ("address", "uint256"), "bytes"),
    ]
)
DIAMOND = Abi(
    [
        _event(
            "NewPriorityRequest",
            ("txId", "uint256", False),
            ("txHash", "bytes32", False),
            ("expirationTimestamp", "uint64", False),
            ("transaction", TRANSACTION_TYPE, False),
            ("factoryDeps", "bytes[]", False),
        )
    ]
)
ERC20 = Abi(
    [
        _function("symbol", output="string"),
        _function("decimals", output="uint8"),
        _function("balanceOf", ("address",), "uint256"),
        _function("allowance", ("address", "address"), "uint256"),
        _function("approve", ("address", "uint256")),
    ]
)
L2_BASE_TOKEN = Abi([_function("withdraw", ("address",))])
L2_ASSET_ROUTER = Abi([_function("withdraw", ("bytes32", "bytes"), "bytes32")])
L2_VAULT = Abi(
    [
        _function("l2TokenAddress", ("address",), "address"),
        _function("assetId", ("address",), "bytes32"),
        _function("tokenAddress", ("bytes32",), "address"),
    ]
)
L1_MESSENGER = Abi(
    [
        _event(
            "L1MessageSent",
            ("sender", "address", True),
            ("hash", "bytes32", True),
            ("message", "bytes", False),
        )
    ]
)
