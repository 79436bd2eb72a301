# pragma version 0.4.3
"""
@title Permanent restriction
@license MIT
@notice A restriction that a chain admin cannot shake off, by which a chain keeps a promise for
        ever, for instance to stay a rollup. Governance decides which admins may succeed and with
        which calldata the guarded functions may be called.
@dev Roles: the owner (governance) edits the lists; anybody may whitelist an admin that the L2 admin
     factory deployed or will deploy.
     Behind a proxy. `validateCall` follows offsets in calldata instead of decoding layer by layer:
     what the contracts behind would decode, it reads in the same places; what they would refuse
     does no harm.
@custom:source era-contracts draft-v31, PermanentRestriction
"""
from contracts.governance import governance_errors
from contracts.governance import restriction
from contracts.lib import calldata
from contracts.lib import errors
from contracts.lib import initializable
from contracts.lib import limits
from contracts.lib import ownable_2step
from interfaces import IBridgehub
from interfaces import IGovernance
from interfaces import IL1AssetRouter
from interfaces import IRestriction
from interfaces import IZKChain

implements: IRestriction
initializes: initializable
initializes: ownable_2step
exports: (
    restriction.getSupportsRestrictionMagic,
    ownable_2step.owner,
    ownable_2step.pendingOwner,
    ownable_2step.transferOwnership,
    ownable_2step.acceptOwnership,
    ownable_2step.renounceOwnership,
)


interface IRestrictedAdmin:
    def isRestrictionActive(restriction: address) -> bool: view


event AdminImplementationAllowed:
    implementationHash: indexed(bytes32)
    isAllowed: bool

event AllowedDataChanged:
    data: Bytes[limits.MAX_CALL_DATA]
    isAllowed: bool

event SelectorValidationChanged:
    selector: indexed(bytes4)
    isValidated: bool

event AllowL2Admin:
    adminAddress: indexed(address)


# Addresses that some nonce yields must not be so many that one of them can be searched for.
MAX_NONCE: constant(uint256) = 2**48
# Version of the data for a second bridge that names an asset id.
ASSET_ID_ENCODING: constant(uint256) = 1

SET_PENDING_ADMIN: constant(bytes4) = method_id("setPendingAdmin(address)", output_type=bytes4)
REMOVE_RESTRICTION: constant(bytes4) = method_id("removeRestriction(address)", output_type=bytes4)
REQUEST_TWO_BRIDGES: constant(bytes4) = method_id(
    "requestL2TransactionTwoBridges((uint256,uint256,uint256,uint256,uint256,address,address,uint256,bytes))",
    output_type=bytes4,
)

BRIDGE_HUB: public(immutable(address))
L2_ADMIN_FACTORY: public(immutable(address))

allowedAdminImplementations: public(HashMap[bytes32, bool])  # code hash => allowed
_allowed_calls: HashMap[bytes32, bool]  # hash of calldata => allowed
selectorsToValidate: public(HashMap[bytes4, bool])  # selector => only with allowed calldata
allowedL2Admins: public(HashMap[address, bool])  # admin on a settlement layer => allowed


@deploy
def __init__(bridge_hub: address, l2_admin_factory: address):
    """
    @notice On a settlement layer other than L1 the factory is 0: chains do not migrate from there.
    """
    BRIDGE_HUB = bridge_hub
    L2_ADMIN_FACTORY = l2_admin_factory
    initializable._disable()


@external
def initialize(owner: address):
    """
    @notice Install the owner, once, on the proxy.
    @custom:errors ZeroAddress
    """
    initializable._start(1)
    if owner == empty(address):
        errors.ZeroAddress()
    ownable_2step._set_owner(owner)


# --- the owner's lists ---


@external
def setAllowedAdminImplementation(implementation_hash: bytes32, is_allowed: bool):
    """
    @notice Allow or forbid, as successors, admins whose code has this hash.
    @dev Role: owner.
    """
    ownable_2step._check_owner()
    self.allowedAdminImplementations[implementation_hash] = is_allowed
    log AdminImplementationAllowed(implementationHash=implementation_hash, isAllowed=is_allowed)


@external
def setAllowedData(data: Bytes[limits.MAX_CALL_DATA], is_allowed: bool):
    """
    @notice Allow or forbid exactly this calldata for a function that is validated.
    @dev Role: owner.
    """
    ownable_2step._check_owner()
    self._allowed_calls[keccak256(data)] = is_allowed
    log AllowedDataChanged(data=data, isAllowed=is_allowed)


@external
def setSelectorShouldBeValidated(selector: bytes4, is_validated: bool):
    """
    @notice Decide whether calls of `selector` on the chain need allowed calldata.
    @dev Role: owner.
    """
    ownable_2step._check_owner()
    self.selectorsToValidate[selector] = is_validated
    log SelectorValidationChanged(selector=selector, isValidated=is_validated)


@external
def allowL2Admin(deployment_nonce: uint256):
    """
    @notice Let chains migrate to the admin that the L2 admin factory deploys with this nonce. The
            factory deploys nothing but admins that carry the required restrictions.
    @dev Role: anybody.
    @custom:errors TooHighDeploymentNonce; AlreadyWhitelisted
    """
    if deployment_nonce > MAX_NONCE:
        governance_errors.TooHighDeploymentNonce()
    admin: address = self._create_address(L2_ADMIN_FACTORY, deployment_nonce)
    if self.allowedL2Admins[admin]:
        governance_errors.AlreadyWhitelisted(admin)
    self.allowedL2Admins[admin] = True
    log AllowL2Admin(adminAddress=admin)


# --- called by chain admins ---


@external
@view
def validateCall(call: IGovernance.Call, invoker: address):
    """
    @notice Revert if the calling chain admin must not make `call`.
    @custom:errors UnallowedImplementation, RemovingPermanentRestriction or CallNotAllowed for calls
                   of its chain; NotAllowed for a migration to another admin than the factory's;
                   RemovingPermanentRestriction for taking this restriction off
    """
    if len(call.data) < 4:
        return  # no function: ETH, or a fallback
    selector: bytes4 = convert(slice(call.data, 0, 4), bytes4)
    # In calldata: the call is a tuple of which `data` is the third member.
    arguments: uint256 = calldata._bytes_at(4 + calldata._word(4), 64) + 4
    if self._is_admin_of_chain(call.target):
        if selector == SET_PENDING_ADMIN:
            self._check_new_admin(convert(convert(calldata._word(arguments), uint160), address))
        elif self.selectorsToValidate[selector] and not self._allowed_calls[keccak256(call.data)]:
            governance_errors.CallNotAllowed(call.data)
    if call.target == BRIDGE_HUB and selector == REQUEST_TWO_BRIDGES:
        self._check_migration(arguments)
    if call.target == msg.sender and selector == REMOVE_RESTRICTION:
        if calldata._word(arguments) == convert(self, uint256):
            governance_errors.RemovingPermanentRestriction()


@external
@view
def allowedCalls(data: Bytes[limits.MAX_CALL_DATA]) -> bool:
    """
    @notice Whether exactly this calldata is allowed.
    """
    return self._allowed_calls[keccak256(data)]


# --- internals ---


@internal
@view
def _is_admin_of_chain(target: address) -> bool:
    """
    @dev Whether `target` is a chain of the bridgehub and the caller its admin. `target` may be
         anything, so it is asked in a way that cannot fail.
    """
    success: bool = False
    answer: Bytes[64] = b""
    success, answer = raw_call(
        target,
        method_id("getChainId()"),
        max_outsize=64,
        is_static_call=True,
        revert_on_failure=False,
    )
    if not success or len(answer) != 32:
        return False
    chain_id: uint256 = abi_decode(answer, uint256)
    if staticcall IBridgehub(BRIDGE_HUB).getZKChain(chain_id) != target:
        return False
    return staticcall IZKChain(target).getAdmin() == msg.sender


@internal
@view
def _check_new_admin(new_admin: address):
    implementation_hash: bytes32 = new_admin.codehash
    if not self.allowedAdminImplementations[implementation_hash]:
        governance_errors.UnallowedImplementation(implementation_hash)
    # Code that is allowed answers truthfully.
    if not staticcall IRestrictedAdmin(new_admin).isRestrictionActive(self):
        governance_errors.RemovingPermanentRestriction()


@internal
@view
def _check_migration(arguments: uint256):
    """
    @dev Follow a two-bridges request, which starts at `arguments`, down to the admin that a
         migrating chain gets on its new settlement layer.
    """
    request: uint256 = arguments + calldata._word(arguments)
    router: address = staticcall IBridgehub(BRIDGE_HUB).assetRouter()
    if calldata._word(request + 192) != convert(router, uint256):
        return
    second_bridge_data: uint256 = calldata._bytes_at(request, 256)
    if calldata._word(second_bridge_data - 32) == 0:
        return
    if calldata._word(second_bridge_data) >> 248 != ASSET_ID_ENCODING:
        return
    # (asset id, burn data) behind the version byte.
    transfer: uint256 = second_bridge_data + 1
    asset_id: bytes32 = convert(calldata._word(transfer), bytes32)
    if staticcall IBridgehub(BRIDGE_HUB).ctmAssetIdToAddress(asset_id) == empty(address):
        return
    handler: address = staticcall IL1AssetRouter(router).assetHandlerAddress(asset_id)
    if handler != staticcall IBridgehub(BRIDGE_HUB).chainAssetHandler():
        return
    # The burn data is a struct (chain id, ctm data, chain data); ctm data is (admin, diamond cut).
    burn_data: uint256 = calldata._bytes_at(transfer, 32)
    struct_start: uint256 = burn_data + calldata._word(burn_data)
    ctm_data: uint256 = calldata._bytes_at(struct_start, 32)
    l2_admin: address = convert(convert(calldata._word(ctm_data), uint160), address)
    if not self.allowedL2Admins[l2_admin]:
        governance_errors.NotAllowed(l2_admin)


@internal
@pure
def _create_address(deployer: address, nonce: uint256) -> address:
    """
    @dev The address that CREATE yields: the hash of RLP([deployer, nonce]).
    """
    # RLP of a number is its big-endian bytes behind 0x80 + their count, or itself below 0x80.
    length: uint256 = 0
    rest: uint256 = nonce
    for i: uint256 in range(7):
        if rest == 0:
            break
        rest >>= 8
        length += 1
    encoded: Bytes[33] = b""
    if nonce != 0 and nonce < 128:
        encoded = slice(convert(nonce, bytes32), 31, 1)
    else:
        encoded = concat(
            convert(convert(128 + length, uint8), bytes1),
            slice(convert(nonce, bytes32), 32 - length, length),
        )
    # A list of the address (0x94 and 20 bytes) and the nonce.
    digest: bytes32 = keccak256(
        concat(
            convert(convert(192 + 21 + len(encoded), uint8), bytes1),
            0x94,
            convert(deployer, bytes20),
            encoded,
        )
    )
    return convert(convert(slice(digest, 12, 20), bytes20), address)
