"""Tokens of L1 as bridging sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eth_utils.address import is_address, to_checksum_address

from garter.chain.contract import Contract
from garter.client import abis
from garter.client.amounts import format_amount, parse_amount
from garter.exceptions import ContractReverted, InvalidInput, UnexpectedAnswer
from garter.protocol import constants
from garter.protocol.assets import ntv_asset_id

if TYPE_CHECKING:
    from garter.chain.rpc import Rpc

ETH_DECIMALS = 18


@dataclass(frozen=True, slots=True)
class Token:
    """A token on L1."""

    address: str
    """ETH is 0x…01."""
    symbol: str
    decimals: int
    """0 for a token that does not say: its amounts are counted in units."""
    asset_id: bytes
    """The one it has, or will have once it is registered."""
    origin_chain_id: int
    """Where it was made; L1's for tokens that no vault knows yet."""

    @property
    def is_eth(self) -> bool:
        return self.address == constants.ETH_TOKEN

    def parse(self, text: str, field: str = "amount") -> int:
        """Units in ``text``. Raises InvalidInput."""
        return parse_amount(text, self.decimals, self.symbol, field=field)

    def format(self, amount: int) -> str:
        """``1.5 ETH``, exactly."""
        return format_amount(amount, self.decimals, self.symbol)


def read_token(l1: Rpc, l1_chain_id: int, vault: Contract, address: str) -> Token:
    """What L1 says about the token at ``address``. Raises InvalidInput when there is none."""
    if not is_address(address):
        raise InvalidInput("token", address, "not an address", "Give 'eth', 'base' or an address")
    address = to_checksum_address(address)
    if address == constants.ETH_TOKEN:
        asset_id = ntv_asset_id(l1_chain_id, address)
        return Token(address, "ETH", ETH_DECIMALS, asset_id, l1_chain_id)
    if not l1.code(address):
        remedy = "Give the token's address on L1"
        raise InvalidInput("token", address, "there is no contract at this address on L1", remedy)
    erc20 = Contract(l1, address, abis.ERC20, "token")
    asset_id = vault.assetId(address)
    known = any(asset_id)
    return Token(
        address=address,
        symbol=_symbol(erc20),
        decimals=_decimals(erc20),
        asset_id=asset_id if known else ntv_asset_id(l1_chain_id, address),
        origin_chain_id=vault.originChainId(asset_id) if known else l1_chain_id,
    )


def _symbol(erc20: Contract) -> str:
    """The symbol if it is a printable word, else a short address: output must not be forged."""
    try:
        symbol: str = erc20.symbol()
    except (ContractReverted, UnexpectedAnswer, UnicodeDecodeError):
        symbol = ""
    usable = symbol.isprintable() and len(symbol) <= 32 and len(symbol.split()) == 1
    return symbol if usable else f"{erc20.address[:8]}…"


def _decimals(erc20: Contract) -> int:
    try:
        decimals: int = erc20.decimals()
    except (ContractReverted, UnexpectedAnswer):
        return 0
    return decimals
