"""What a deposit takes, before anything is sent: gas on both layers, money, approvals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from garter.chain.contract import Contract
from garter.chain.fees import Fees, current_fees
from garter.client import abis
from garter.client.exceptions import InsufficientFunds, WouldFailOnL2
from garter.client.network import NOBODY, Network, checked_receiver
from garter.client.sending import METHOD_NOT_FOUND, Call, ether, simulate
from garter.exceptions import (
    ContractReverted,
    InvalidInput,
    RpcResponseError,
    UnexpectedAnswer,
)
from garter.protocol import assets, constants, transactions
from garter.protocol.aliasing import apply_l1_to_l2_alias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from garter.client.tokens import Token

# What ZKsync's own SDK grants on chains without an estimate; a deposit must not need more.
PLAIN_DEPOSIT_GAS = 355_437
TOKEN_DEPOSIT_GAS = 359_357
FIRST_BRIDGING_GAS = 1_719_988
"""Deploys the token on the chain."""

# A limit is what the simulation used times this, plus a flat margin: refunds (up to a fifth) are
# deducted from what is reported, storage may have cooled meanwhile, and the priority tree grown.
L1_GAS_MARGIN = 1.35
L1_GAS_FLAT = 30_000
GAS_PER_PUBDATA = constants.REQUIRED_GAS_PER_PUBDATA


@dataclass(frozen=True, slots=True)
class DepositQuote:
    """A deposit ready to be sent, and its price. Amounts are in units, fees in wei."""

    sender: str
    receiver: str
    token: Token
    amount: int
    refund_recipient: str
    """Gets on L2 what the gas did not cost, and ``mint_value`` if the deposit fails there."""
    base_token: Token
    l2_gas_limit: int
    base_cost: int
    """For the L2 gas, in the base token, at the highest L1 gas price that the request accepts."""
    expected_base_cost: int
    """The same at today's L1 gas price; the difference is refunded on L2."""
    mint_value: int
    """All the base token that the request brings to the chain."""
    first_bridging: bool
    """The chain gets to know this token."""
    calls: tuple[Call, ...]
    """Approvals that are missing, then the request."""
    l1_gas: tuple[int, ...]
    """What each of them uses."""
    fees: Fees

    @property
    def request(self) -> Call:
        return self.calls[-1]

    @property
    def approvals(self) -> tuple[Call, ...]:
        return self.calls[:-1]

    @property
    def expected_refund(self) -> int:
        """Base token that returns if the L1 gas price stays, besides that for unused L2 gas."""
        return self.base_cost - self.expected_base_cost

    @property
    def l1_gas_limits(self) -> tuple[int, ...]:
        """What each of them may use."""
        return tuple(int(used * L1_GAS_MARGIN) + L1_GAS_FLAT for used in self.l1_gas)

    @property
    def expected_l1_fee(self) -> int:
        return sum(self.l1_gas) * self.fees.expected

    @property
    def max_l1_fee(self) -> int:
        return sum(self.l1_gas_limits) * self.fees.max_fee


@dataclass(frozen=True, slots=True)
class _Intent:
    """What the user wants, resolved."""

    network: Network
    sender: str
    receiver: str
    token: Token
    amount: int
    refund_recipient: str

    @property
    def is_base(self) -> bool:
        return self.token.asset_id == self.network.base_token.asset_id

    def l2_call(self) -> tuple[str, bytes]:
        """Target and calldata on L2."""
        if self.is_base:
            return self.receiver, b""
        token, net = self.token, self.network
        metadata = net.vault.getERC20Getters(token.address, token.origin_chain_id)
        if token.origin_chain_id == net.l1_chain_id:
            data = assets.finalize_token_deposit_calldata(
                self.sender, self.receiver, token.address, self.amount, metadata
            )
        else:
            origin = net.vault.originToken(token.asset_id)
            mint = assets.MintData(self.sender, self.receiver, origin, self.amount, metadata)
            data = assets.finalize_deposit_calldata(net.l1_chain_id, token.asset_id, mint.encode())
        return constants.L2_ASSET_ROUTER, data


def quote_deposit(
    network: Network,
    *,
    sender: str,
    token: Token,
    amount: int,
    receiver: str | None = None,
    refund_recipient: str | None = None,
    l2_gas_limit: int | None = None,
) -> DepositQuote:
    """Price a deposit and check that it would succeed. Sends nothing.

    Raises InvalidInput, InsufficientFunds, WouldFailOnL2, or ContractReverted with the protocol's
    error when the request would revert on L1.
    """
    if amount <= 0:
        raise InvalidInput("amount", amount, "nothing to deposit", "Name an amount above 0")
    intent = _Intent(
        network=network,
        sender=sender,
        receiver=checked_receiver("receiver", receiver or sender),
        token=token,
        amount=amount,
        refund_recipient=checked_receiver("refund recipient", refund_recipient or sender),
    )
    _require_tokens(network, token, sender, amount)
    fees = current_fees(network.l1)
    first = not intent.is_base and _is_new_to_chain(network, token)
    gas = l2_gas_limit or _l2_gas(intent, fees, first)
    base_cost = _base_cost(network, fees.max_fee, gas)
    mint_value = base_cost + (amount if intent.is_base else 0)
    _require_tokens(network, network.base_token, sender, mint_value)

    calls = (*_approvals(intent, mint_value), _request(intent, gas, mint_value))
    quote = DepositQuote(
        sender=sender,
        receiver=intent.receiver,
        token=token,
        amount=amount,
        refund_recipient=intent.refund_recipient,
        base_token=network.base_token,
        l2_gas_limit=gas,
        base_cost=base_cost,
        expected_base_cost=_base_cost(network, fees.expected, gas),
        mint_value=mint_value,
        first_bridging=first,
        calls=calls,
        l1_gas=simulate(network.l1, sender, calls, fees),
        fees=fees,
    )
    require_eth(network, quote)
    return quote


def require_eth(network: Network, quote: DepositQuote) -> None:
    """The sender must be able to pay value and fees. Raises InsufficientFunds."""
    holds = network.l1.balance(quote.sender)
    needs = quote.request.value + quote.max_l1_fee
    if holds < needs:
        raise InsufficientFunds(quote.sender, "L1", ether(holds), f"{ether(needs)} at most")


# --- L2 gas ---------------------------------------------------------------------------------------


def _base_cost(network: Network, l1_gas_price: int, l2_gas: int) -> int:
    cost: int = network.bridgehub.l2TransactionBaseCost(
        network.chain_id, l1_gas_price, l2_gas, GAS_PER_PUBDATA
    )
    return cost


def _l2_gas(intent: _Intent, fees: Fees, first_bridging: bool) -> int:
    """The chain's estimate, or the usual grant; at least what the mailbox demands."""
    target, data = intent.l2_call()
    gas = _estimate(intent, target, data)
    if gas is None:
        granted = FIRST_BRIDGING_GAS if first_bridging else TOKEN_DEPOSIT_GAS
        gas = PLAIN_DEPOSIT_GAS if intent.is_base else granted
    # The L2 gas price follows the L1 gas price of the block that takes the request.
    prices = (_base_cost(intent.network, price, 1) for price in (0, fees.max_fee))
    length = transactions.encoded_length(len(data))
    return max(
        gas,
        *(transactions.minimal_gas(length, len(data), GAS_PER_PUBDATA, price) for price in prices),
    )


def _estimate(intent: _Intent, target: str, data: bytes) -> int | None:
    """``zks_estimateGasL1ToL2``, or None where the chain cannot be asked."""
    network = intent.network
    if network.chain_rpc is None:
        return None
    sender = intent.sender
    if not intent.is_base:
        sender = apply_l1_to_l2_alias(network.asset_router.address)
    request = {
        "from": sender,
        "to": target,
        "data": "0x" + data.hex(),
        "value": hex(intent.amount if intent.is_base else 0),
        "type": "0x71",
        "eip712Meta": {"gasPerPubdata": hex(GAS_PER_PUBDATA)},
    }
    try:
        return int(network.l2.call("zks_estimateGasL1ToL2", request), 16)
    except RpcResponseError as err:
        if err.code == METHOD_NOT_FOUND:
            return None
        raise WouldFailOnL2(_reason(err)) from None


def _reason(err: RpcResponseError) -> str:
    data = bytes.fromhex(err.data[2:]) if isinstance(err.data, str) else b""
    decoded = abis.BRIDGEHUB.decode_error(data)
    return err.message if decoded is None else f"{decoded.name}{tuple(decoded.inputs.values())}"


def _is_new_to_chain(network: Network, token: Token) -> bool:
    """Whether the deposit deploys the token; yes when the chain cannot say."""
    if network.chain_rpc is None:
        return True
    vault = network.on_l2(constants.L2_NATIVE_TOKEN_VAULT, abis.L2_VAULT, "L2NativeTokenVault")
    try:
        address: str = vault.tokenAddress(token.asset_id)
    except (ContractReverted, UnexpectedAnswer):
        return True
    return address == NOBODY


# --- L1 -------------------------------------------------------------------------------------------


def _require_tokens(network: Network, token: Token, owner: str, amount: int) -> None:
    if token.is_eth:
        return  # together with the fees, by require_eth
    holds = Contract(network.l1, token.address, abis.ERC20, token.symbol).balanceOf(owner)
    if holds < amount:
        raise InsufficientFunds(owner, "L1", token.format(holds), token.format(amount))


def _approvals(intent: _Intent, mint_value: int) -> Iterator[Call]:
    network = intent.network
    needed = {network.base_token: mint_value}
    if not intent.is_base:
        needed[intent.token] = intent.amount
    for token, amount in needed.items():
        # ETH is sent along; tokens that L1 has from a chain are burnt, not pulled.
        if not token.is_eth and token.origin_chain_id == network.l1_chain_id:
            yield from _approval(network, token, intent.sender, amount)


def _approval(network: Network, token: Token, owner: str, amount: int) -> Iterator[Call]:
    """To the asset router, exactly, unless it or the vault may already take as much."""
    erc20 = Contract(network.l1, token.address, abis.ERC20, token.symbol)
    router = network.asset_router.address
    allowed = erc20.allowance(owner, router)
    if allowed >= amount or erc20.allowance(owner, network.vault) >= amount:
        return
    approve = Call.of(
        f"approve {token.format(amount)} to the asset router", erc20, "approve", router, amount
    )
    if allowed and not _succeeds(network, owner, approve):
        # USDT and its like change an allowance only by way of zero.
        yield Call.of(f"take back the old {token.symbol} approval", erc20, "approve", router, 0)
    yield approve


def _succeeds(network: Network, sender: str, call: Call) -> bool:
    try:
        network.l1.call("eth_call", call.request(sender), "latest")
    except RpcResponseError:
        return False
    return True


def _request(intent: _Intent, l2_gas: int, mint_value: int) -> Call:
    network, token, amount = intent.network, intent.token, intent.amount
    what = f"deposit {token.format(amount)} to chain {network.chain_id}"
    brings_eth = mint_value if network.base_token.is_eth else 0
    if intent.is_base:
        direct: tuple[object, ...] = (
            *(network.chain_id, mint_value, intent.receiver, amount, b""),
            *(l2_gas, GAS_PER_PUBDATA, [], intent.refund_recipient),
        )
        function = "requestL2TransactionDirect"
        return Call.of(what, network.bridgehub, function, direct, value=brings_eth)
    second_value = amount if token.is_eth else 0
    burn = assets.BurnData(amount, intent.receiver, token.address)
    two_bridges = (
        *(network.chain_id, mint_value, 0, l2_gas, GAS_PER_PUBDATA, intent.refund_recipient),
        *(network.asset_router.address, second_value),
        assets.encode_deposit_data(token.asset_id, burn.encode()),
    )
    function = "requestL2TransactionTwoBridges"
    value = brings_eth + second_value
    return Call.of(what, network.bridgehub, function, two_bridges, value=value)
