# pragma version 0.4.3
"""
@title Transactions, batches, aliases, versions and interoperable addresses, callable
@license MIT
@notice Test only.
"""
from contracts.lib import address_alias
from contracts.lib import batches
from contracts.lib import interoperable_address
from contracts.lib import limits
from contracts.lib import transactions
from contracts.lib import versions
from interfaces import IMessaging
from interfaces import IZKChain


@external
@pure
def apply_alias(l1_address: address) -> address:
    return address_alias._apply(l1_address)


@external
@pure
def undo_alias(l2_address: address) -> address:
    return address_alias._undo(l2_address)


@external
@pure
def pack_version(major: uint32, minor: uint32, patch: uint32) -> uint256:
    return versions._pack(major, minor, patch)


@external
@pure
def unpack_version(version: uint256) -> (uint32, uint32, uint32):
    return versions._unpack(version)


# --- transactions ---


@external
@pure
def canonical_hash(transaction: IMessaging.L2CanonicalTransaction) -> bytes32:
    return transactions._canonical_hash(transaction)


@external
@pure
def encoded_length(data_length: uint256) -> uint256:
    return transactions._encoded_length(data_length)


@external
@pure
def l2_gas_price(
    params: IZKChain.FeeParams,
    nominator: uint256,
    denominator: uint256,
    l1_gas_price: uint256,
    gas_per_pubdata: uint256,
) -> uint256:
    return transactions._l2_gas_price(
        params, nominator, denominator, l1_gas_price, gas_per_pubdata
    )


@external
@pure
def minimal_gas(
    encoded_length: uint256, data_length: uint256, gas_per_pubdata: uint256, max_fee: uint256
) -> uint256:
    return transactions._minimal_gas(encoded_length, data_length, gas_per_pubdata, max_fee)


@external
@pure
def validate(
    gas_limit: uint256,
    gas_per_pubdata: uint256,
    max_fee: uint256,
    data_length: uint256,
    max_gas_limit: uint256,
    max_pubdata: uint256,
):
    transactions._validate(
        gas_limit, gas_per_pubdata, max_fee, data_length, max_gas_limit, max_pubdata
    )


@external
@pure
def validate_upgrade(transaction: IMessaging.L2CanonicalTransaction):
    transactions._validate_upgrade(transaction)


# --- batches ---


@external
@pure
def stored_hash(info: batches.StoredBatchInfo) -> bytes32:
    return batches._stored_hash(info)


@external
@pure
def output_hash(output: batches.BatchOutput) -> bytes32:
    return batches._output_hash(output)


@external
@pure
def public_input(previous_state: bytes32, new_state: bytes32, output_hash: bytes32) -> uint256:
    return batches._public_input(previous_state, new_state, output_hash)


@external
@pure
def fold_public_inputs(
    initial: uint256, inputs: DynArray[uint256, limits.MAX_PUBLIC_INPUTS]
) -> uint256:
    return batches._fold_public_inputs(initial, inputs)


@external
@pure
def priority_operations_hash(hashes: DynArray[bytes32, limits.MAX_PRIORITY_OPS]) -> bytes32:
    return batches._priority_operations_hash(hashes)


@external
@pure
def next_dependency_hash(
    rolling: bytes32, chain_id: uint256, block_or_batch_number: uint256, root: bytes32
) -> bytes32:
    return batches._next_dependency_hash(rolling, chain_id, block_or_batch_number, root)


# --- interoperable addresses ---


@external
@pure
def format_address(
    chain_id: uint256, account: address
) -> Bytes[interoperable_address.MAX_LENGTH]:
    return interoperable_address._format(chain_id, account)


@external
@pure
def format_chain(chain_id: uint256) -> Bytes[interoperable_address.MAX_LENGTH]:
    return interoperable_address._format_chain(chain_id)


@external
@pure
def format_account(account: address) -> Bytes[interoperable_address.MAX_LENGTH]:
    return interoperable_address._format_account(account)


@external
@pure
def parse_address(data: Bytes[interoperable_address.MAX_INPUT]) -> (uint256, address):
    return interoperable_address._parse(data)
