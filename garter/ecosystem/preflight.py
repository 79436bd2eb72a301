"""Questions to the chain before a plan: is what the user asked for possible at all?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from garter.chain import Contract
from garter.ecosystem.chain_plan import BaseToken, Surroundings, predict
from garter.ecosystem.config import ETH_DECIMALS, ZERO_ADDRESS, pricing
from garter.ecosystem.derive import creation_params
from garter.exceptions import ContractReverted, InvalidInput, UnexpectedAnswer
from garter.protocol.assets import ntv_asset_id
from garter.protocol.constants import ETH_TOKEN

if TYPE_CHECKING:
    from garter.chain import Rpc
    from garter.ecosystem.config import ChainConfig
    from garter.ecosystem.manifest import Manifest


def surroundings(rpc: Rpc, manifest: Manifest) -> Surroundings:
    """Read from the chain what the plan of a chain has to know."""
    manager_address = manifest.address("ChainTypeManager")
    manager = Contract.at(rpc, manager_address, "ZKsyncOSChainTypeManager")
    admin = Contract.at(rpc, manifest.address("ChainAdmin"), "ChainAdminOwnable")
    params = creation_params(rpc, manager_address)
    return Surroundings(
        manifest=manifest,
        cut=params.cut,
        force_deployments=params.force_deployments,
        protocol_version=manager.protocolVersion(),
        stored_batch_zero=manager.storedBatchZero(),
        bridgehub_admin_owner=admin.owner(),
    )


def base_token(rpc: Rpc, config: ChainConfig) -> BaseToken:
    """The base token as L1 knows it. Raises InvalidInput for what cannot be one."""
    chain_id = rpc.chain_id()
    if config.base_token == ETH_TOKEN:
        asset_id = ntv_asset_id(chain_id, ETH_TOKEN)
        return BaseToken(ETH_TOKEN, asset_id, "ETH", ETH_DECIMALS, pricing(config, ETH_DECIMALS))
    if not rpc.code(config.base_token):
        raise InvalidInput(
            "base_token",
            config.base_token,
            f"there is no contract at this address on chain id {chain_id}",
            "Give the token's address on this L1, or 'eth'",
        )
    token = Contract.at(rpc, config.base_token, "PlainToken")
    try:
        decimals = token.decimals()
    except (ContractReverted, UnexpectedAnswer):
        raise InvalidInput(
            "base_token",
            config.base_token,
            "the contract does not answer decimals()",
            "Choose an ERC-20 with metadata",
        ) from None
    return BaseToken(
        config.base_token,
        ntv_asset_id(chain_id, config.base_token),
        _symbol(token),
        decimals,
        pricing(config, decimals),
    )


def require_free(
    rpc: Rpc, config: ChainConfig, around: Surroundings, token: BaseToken, account: str
) -> None:
    """Chain id and name must be free, or taken by an earlier run of this very command."""
    manifest = around.manifest
    if config.chain_id == rpc.chain_id():
        raise InvalidInput(
            "chain_id", config.chain_id, "this is the L1's own chain id", "Choose another"
        )
    known = manifest.chains.get(config.name)
    if known is not None and known.chain_id != config.chain_id:
        raise InvalidInput(
            "name",
            config.name,
            f"the manifest has a chain of this name, with chain id {known.chain_id}",
            "Choose another name",
        )
    bridgehub = Contract.at(rpc, manifest.address("Bridgehub"), "L1Bridgehub")
    existing = bridgehub.getZKChain(config.chain_id)
    if existing not in (ZERO_ADDRESS, predict(config, around, token.asset_id, account)):
        raise InvalidInput(
            "chain_id",
            config.chain_id,
            f"it is registered already, for the diamond {existing}",
            "Choose another chain id",
        )


def _symbol(token: Contract) -> str:
    try:
        symbol: str = token.symbol()
    except (ContractReverted, UnexpectedAnswer):
        return "?"  # bytes32 or absent: only shown to people
    return symbol
