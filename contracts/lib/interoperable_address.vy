# pragma version 0.4.3
"""
@title Interoperable addresses
@license MIT
@notice ERC-7930, version 1, for EVM chains: 0x0001, chain type 0x0000, one byte and that many of chain
        id (big-endian, no leading zeros), one byte and that many of address. Either may be missing.
@custom:source era-contracts draft-v31, draft-InteroperableAddress
"""
from contracts.lib import encoding_errors

# Six bytes around a chain id and an address.
MAX_LENGTH: constant(uint256) = 58
# Bytes behind the address do not count, so a longer input must be readable.
MAX_INPUT: constant(uint256) = 256

PREFIX: constant(Bytes[4]) = x"00010000"


@internal
@pure
def _format(chain_id: uint256, account: address) -> Bytes[MAX_LENGTH]:
    """
    @notice An account on a chain.
    """
    return concat(self._format_chain_part(chain_id), x"14", convert(account, bytes20))


@internal
@pure
def _format_chain(chain_id: uint256) -> Bytes[MAX_LENGTH]:
    """
    @notice A chain without an account.
    """
    return concat(self._format_chain_part(chain_id), x"00")


@internal
@pure
def _format_account(account: address) -> Bytes[MAX_LENGTH]:
    """
    @notice An account on any EVM chain.
    """
    return concat(PREFIX, x"0014", convert(account, bytes20))


@internal
@pure
def _format_chain_part(chain_id: uint256) -> Bytes[37]:
    size: uint256 = 1  # chain id 0 is one zero byte
    for _: uint256 in range(31):
        if chain_id >> (8 * size) == 0:
            break
        size += 1
    return concat(
        PREFIX,
        convert(convert(size, uint8), bytes1),
        slice(convert(chain_id, bytes32), 32 - size, size),
    )


@internal
@pure
def _parse(data: Bytes[MAX_INPUT]) -> (uint256, address):
    """
    @return Chain id and account, each 0 when missing.
    @custom:errors InteroperableAddressParsingError for anything but version 1, chain type 0, at most 32
                   bytes of chain id and 0 or 20 of address
    """
    if len(data) < 6 or slice(data, 0, 4) != PREFIX:
        encoding_errors.InteroperableAddressParsingError(data)
    id_size: uint256 = convert(slice(data, 4, 1), uint256)
    if id_size > 32 or len(data) < 6 + id_size:
        encoding_errors.InteroperableAddressParsingError(data)
    account_size: uint256 = convert(slice(data, 5 + id_size, 1), uint256)
    end: uint256 = 6 + id_size + account_size
    if account_size not in [0, 20] or len(data) < end:
        encoding_errors.InteroperableAddressParsingError(data)

    chain_id: uint256 = 0
    if id_size != 0:
        # The word that ends with the chain id begins in the prefix; shift that part out.
        padded: Bytes[MAX_INPUT + 32] = concat(empty(bytes32), data)
        chain_id = extract32(padded, 5 + id_size, output_type=uint256)
        chain_id = (chain_id << (8 * (32 - id_size))) >> (8 * (32 - id_size))
    account: address = empty(address)
    if account_size == 20:
        account = convert(convert(slice(data, 6 + id_size, 20), bytes20), address)
    return chain_id, account
