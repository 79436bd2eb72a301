"""What the offline origin has of mainnet: WETH, USDC, USDT and DAI at their addresses, and holders.

A token's constructor runs at the token's own address: the creation code is put there and called,
which writes storage, logs and immutables as a deployment does, and the code that it returns takes
its place. A fork of the origin then cannot be told from one of mainnet by what the tokens do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from garter.build.artifacts import load_artifact
from garter.chain.abi import abi_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from garter.chain.rpc import Rpc

WETH = "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2"
USDC = "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"
USDT = "0xdAC17F958D2ee523a2206206994597C13D831ec7"
DAI = "0x6B175474E89094C44Da98b954EedeAC495271d0F"

# Known to every local script: Anvil's ten accounts (their mnemonic is "test test … junk").
DEFAULT_ACCOUNTS = (
    "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
    "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
    "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
    "0x90F79bf6EB2c4f870365E785982E1f101E93b906",
    "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65",
    "0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc",
    "0x976EA74026E726554dB657fA54763abd0C3a0aa9",
    "0x14dC79964da2C08b23698B3D3cc7Ca32193d9955",
    "0x23618e81E3f5cdF7f54C3d65f7FBc0aBf5B21E8f",
    "0xa0Ee7A142d267C1f36714E4a8F75612F20a79720",
)
# Owner, minter and blacklister of all of them: whoever follows our guides can sign for it.
TOKEN_ADMIN = DEFAULT_ACCOUNTS[0]

WHOLE_TOKENS_EACH = 1_000_000
_GAS = 500_000  # of one transaction here


@dataclass(frozen=True, slots=True)
class _Token:
    artifact: str
    address: str
    arguments: tuple[Any, ...]
    decimals: int

    def creation_code(self) -> str:
        init_code = load_artifact(self.artifact).init_code_bytes
        return "0x" + (init_code + abi_of(self.artifact).encode_constructor(self.arguments)).hex()

    def transaction(self, name: str, *arguments: Any, value: int = 0) -> dict[str, str]:
        """A call of ``name`` by the administrator."""
        data = abi_of(self.artifact).encode_call(name, arguments)
        return _transaction(self.address, "0x" + data.hex(), value)


_TOKENS = {
    "WETH": _Token("WETH9", WETH, (), 18),
    "USDC": _Token("FiatToken", USDC, (TOKEN_ADMIN,), 6),
    "USDT": _Token("TetherToken", USDT, (TOKEN_ADMIN,), 6),
    "DAI": _Token("Dai", DAI, (TOKEN_ADMIN,), 18),
}


def furnish(origin: Rpc, holders: Sequence[str]) -> None:
    """Put the tokens on ``origin``, a fresh Anvil; each of ``holders`` gets a million of each."""
    wealth = hex(10 * WHOLE_TOKENS_EACH * len(holders) * 10**18)
    origin.batch(
        [
            ("anvil_autoImpersonateAccount", [True]),
            ("evm_setAutomine", [False]),
            ("anvil_setBalance", [TOKEN_ADMIN, wealth]),
            *(("anvil_setCode", [t.address, t.creation_code()]) for t in _TOKENS.values()),
        ]
    )
    codes = origin.batch(
        ("eth_call", [_transaction(t.address), "latest"]) for t in _TOKENS.values()
    )
    _mine(origin, [_transaction(t.address) for t in _TOKENS.values()])
    origin.batch(
        call
        for token, code in zip(_TOKENS.values(), codes, strict=True)
        for call in (
            ("anvil_setCode", [token.address, code]),
            ("anvil_setNonce", [token.address, "0x1"]),
        )
    )
    _mine(origin, _issuance(holders))
    origin.batch(
        [
            ("anvil_setNonce", [TOKEN_ADMIN, "0x0"]),
            ("evm_setAutomine", [True]),
            ("anvil_autoImpersonateAccount", [False]),
        ]
    )


def _issuance(holders: Sequence[str]) -> list[dict[str, str]]:
    """The transactions that make and hand out the tokens, each by its own rules."""
    weth, usdc, usdt, dai = _TOKENS.values()
    each = {t.address: WHOLE_TOKENS_EACH * 10**t.decimals for t in _TOKENS.values()}
    return [
        weth.transaction("deposit", value=each[WETH] * len(holders)),
        *(weth.transaction("transfer", h, each[WETH]) for h in holders),
        usdc.transaction("configureMinter", TOKEN_ADMIN, each[USDC] * len(holders)),
        *(usdc.transaction("mint", h, each[USDC]) for h in holders),
        usdt.transaction("issue", each[USDT] * len(holders)),
        *(usdt.transaction("transfer", h, each[USDT]) for h in holders if h != TOKEN_ADMIN),
        *(dai.transaction("mint", h, each[DAI]) for h in holders),
    ]


def _transaction(to: str, data: str = "0x", value: int = 0) -> dict[str, str]:
    return {
        "from": TOKEN_ADMIN,
        "to": to,
        "data": data,
        "value": hex(value),
        "gas": hex(_GAS),
    }


def _mine(origin: Rpc, transactions: Sequence[dict[str, str]]) -> None:
    """All of them, in order and successfully, in one block."""
    hashes = origin.batch(("eth_sendTransaction", [t]) for t in transactions)
    origin.call("evm_mine")
    receipts = origin.batch(("eth_getTransactionReceipt", [h]) for h in hashes)
    assert all(r["status"] == "0x1" for r in receipts), "the origin refused a token transaction"
