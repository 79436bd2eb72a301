# pragma version 0.4.3
"""
@title Errors of message roots
@license MIT
@notice See `contracts/lib/errors.vy` for the convention. Those of proofs themselves are in
        `contracts/lib/proof_errors.vy` and `contracts/lib/merkle_errors.vy`.
"""


@internal
@pure
def OnlyBridgehubOrChainAssetHandler(
    caller: address, bridgehub: address, chain_asset_handler: address
):
    raw_revert(
        abi_encode(
            caller,
            bridgehub,
            chain_asset_handler,
            method_id=method_id("OnlyBridgehubOrChainAssetHandler(address,address,address)"),
        )
    )


@internal
@pure
def OnlyChain(caller: address, zk_chain: address):
    raw_revert(abi_encode(caller, zk_chain, method_id=method_id("OnlyChain(address,address)")))


@internal
@pure
def ChainExists():
    raw_revert(method_id("ChainExists()"))


@internal
@pure
def MessageRootNotRegistered():
    raw_revert(method_id("MessageRootNotRegistered()"))


@internal
@pure
def LocallyNoChainsAtGenesis():
    raw_revert(method_id("LocallyNoChainsAtGenesis()"))


@internal
@pure
def ChainBatchRootZero():
    raw_revert(method_id("ChainBatchRootZero()"))


@internal
@pure
def ChainBatchRootAlreadyExists(chain_id: uint256, batch_number: uint256):
    raw_revert(
        abi_encode(
            chain_id,
            batch_number,
            method_id=method_id("ChainBatchRootAlreadyExists(uint256,uint256)"),
        )
    )


@internal
@pure
def NonConsecutiveBatchNumber(chain_id: uint256, batch_number: uint256):
    raw_revert(
        abi_encode(
            chain_id,
            batch_number,
            method_id=method_id("NonConsecutiveBatchNumber(uint256,uint256)"),
        )
    )


@internal
@pure
def BatchZeroNotAllowed():
    raw_revert(method_id("BatchZeroNotAllowed()"))


@internal
@pure
def InvalidSettlementLayerForBatch(
    chain_id: uint256, batch_number: uint256, settlement_layer: uint256
):
    raw_revert(
        abi_encode(
            chain_id,
            batch_number,
            settlement_layer,
            method_id=method_id("InvalidSettlementLayerForBatch(uint256,uint256,uint256)"),
        )
    )
