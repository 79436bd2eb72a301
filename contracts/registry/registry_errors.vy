# pragma version 0.4.3
"""
@title Errors of the registry
@license MIT
@notice See `contracts/lib/errors.vy` for the convention.
"""

# --- bytecodes ---


@internal
@pure
def EVMBytecodeAlreadyPublished(bytecode_hash: bytes32):
    raw_revert(
        abi_encode(bytecode_hash, method_id=method_id("EVMBytecodeAlreadyPublished(bytes32)"))
    )


# --- chain type managers and assets ---


@internal
@pure
def CTMAlreadyRegistered():
    raw_revert(method_id("CTMAlreadyRegistered()"))


@internal
@pure
def CTMNotRegistered():
    raw_revert(method_id("CTMNotRegistered()"))


@internal
@pure
def NoCTMForAssetId(asset_id: bytes32):
    raw_revert(abi_encode(asset_id, method_id=method_id("NoCTMForAssetId(bytes32)")))


@internal
@pure
def EmptyAssetId():
    raw_revert(method_id("EmptyAssetId()"))


@internal
@pure
def AssetIdNotSupported(asset_id: bytes32):
    raw_revert(abi_encode(asset_id, method_id=method_id("AssetIdNotSupported(bytes32)")))


@internal
@pure
def AssetIdAlreadyRegistered():
    raw_revert(method_id("AssetIdAlreadyRegistered()"))


@internal
@pure
def AssetHandlerNotRegistered(asset_id: bytes32):
    raw_revert(abi_encode(asset_id, method_id=method_id("AssetHandlerNotRegistered(bytes32)")))


# --- registration of a chain ---


@internal
@pure
def ZeroChainId():
    raw_revert(method_id("ZeroChainId()"))


@internal
@pure
def ChainIdTooBig():
    raw_revert(method_id("ChainIdTooBig()"))


@internal
@pure
def ChainIdCantBeCurrentChain():
    raw_revert(method_id("ChainIdCantBeCurrentChain()"))


@internal
@pure
def ChainIdIsHardcoded():
    raw_revert(method_id("ChainIdIsHardcoded()"))


@internal
@pure
def SharedBridgeNotSet():
    raw_revert(method_id("SharedBridgeNotSet()"))


@internal
@pure
def BridgeHubAlreadyRegistered():
    raw_revert(method_id("BridgeHubAlreadyRegistered()"))


@internal
@pure
def ChainIdAlreadyExists():
    raw_revert(method_id("ChainIdAlreadyExists()"))


@internal
@pure
def ChainIdMismatch():
    raw_revert(method_id("ChainIdMismatch()"))


@internal
@pure
def IncorrectBridgeHubAddress(bridgehub: address):
    raw_revert(abi_encode(bridgehub, method_id=method_id("IncorrectBridgeHubAddress(address)")))


@internal
@pure
def ZKChainLimitReached():
    raw_revert(method_id("ZKChainLimitReached()"))


# --- requests ---


@internal
@pure
def MsgValueMismatch(expected: uint256, actual: uint256):
    raw_revert(
        abi_encode(expected, actual, method_id=method_id("MsgValueMismatch(uint256,uint256)"))
    )


@internal
@pure
def SecondBridgeAddressTooLow(second_bridge: address, minimum: address):
    raw_revert(
        abi_encode(
            second_bridge,
            minimum,
            method_id=method_id("SecondBridgeAddressTooLow(address,address)"),
        )
    )


@internal
@pure
def WrongMagicValue(expected: uint256, actual: uint256):
    raw_revert(
        abi_encode(expected, actual, method_id=method_id("WrongMagicValue(uint256,uint256)"))
    )


# --- settlement layers ---


@internal
@pure
def SettlementLayersMustSettleOnL1():
    raw_revert(method_id("SettlementLayersMustSettleOnL1()"))


@internal
@pure
def SLNotWhitelisted():
    raw_revert(method_id("SLNotWhitelisted()"))


@internal
@pure
def NotCurrentSettlementLayer():
    raw_revert(method_id("NotCurrentSettlementLayer()"))


@internal
@pure
def AlreadyCurrentSL(chain_id: uint256):
    raw_revert(abi_encode(chain_id, method_id=method_id("AlreadyCurrentSL(uint256)")))


@internal
@pure
def NotChainAssetHandler(caller: address, chain_asset_handler: address):
    raw_revert(
        abi_encode(
            caller,
            chain_asset_handler,
            method_id=method_id("NotChainAssetHandler(address,address)"),
        )
    )


# --- chain type manager ---


@internal
@pure
def GenesisUpgradeZero():
    raw_revert(method_id("GenesisUpgradeZero()"))


@internal
@pure
def GenesisBatchHashZero():
    raw_revert(method_id("GenesisBatchHashZero()"))


@internal
@pure
def GenesisBatchCommitmentIncorrect():
    raw_revert(method_id("GenesisBatchCommitmentIncorrect()"))


@internal
@pure
def MigrationsNotPaused():
    raw_revert(method_id("MigrationsNotPaused()"))


@internal
@pure
def NotAPatchUpgrade(old_protocol_version: uint256, new_protocol_version: uint256):
    raw_revert(
        abi_encode(
            old_protocol_version,
            new_protocol_version,
            method_id=method_id("NotAPatchUpgrade(uint256,uint256)"),
        )
    )


@internal
@pure
def ChainAlreadyLive():
    raw_revert(method_id("ChainAlreadyLive()"))


@internal
@pure
def InitialForceDeploymentMismatch(actual: bytes32, expected: bytes32):
    raw_revert(
        abi_encode(
            actual,
            expected,
            method_id=method_id("InitialForceDeploymentMismatch(bytes32,bytes32)"),
        )
    )


@internal
@pure
def AdminZero():
    raw_revert(method_id("AdminZero()"))


# --- migration ---


@internal
@pure
def NotAssetRouter(caller: address, asset_router: address):
    raw_revert(
        abi_encode(caller, asset_router, method_id=method_id("NotAssetRouter(address,address)"))
    )


@internal
@pure
def MigrationPaused():
    raw_revert(method_id("MigrationPaused()"))


@internal
@pure
def IncorrectChainAssetId(supplied: bytes32, expected: bytes32):
    raw_revert(
        abi_encode(
            supplied, expected, method_id=method_id("IncorrectChainAssetId(bytes32,bytes32)")
        )
    )


@internal
@pure
def IncorrectSender(caller: address, chain_admin: address):
    raw_revert(
        abi_encode(caller, chain_admin, method_id=method_id("IncorrectSender(address,address)"))
    )


@internal
@pure
def SLHasDifferentCTM():
    raw_revert(method_id("SLHasDifferentCTM()"))


@internal
@pure
def InvalidProtocolVersion():
    raw_revert(method_id("InvalidProtocolVersion()"))


@internal
@pure
def ChainAlreadyRegistered():
    raw_revert(method_id("ChainAlreadyRegistered()"))


@internal
@pure
def ChainsSettlementLayerMismatch(of_chain_to_register: uint256, of_chain_registered_on: uint256):
    raw_revert(
        abi_encode(
            of_chain_to_register,
            of_chain_registered_on,
            method_id=method_id("ChainsSettlementLayerMismatch(uint256,uint256)"),
        )
    )


@internal
@pure
def ChainsSettlingOnL1():
    raw_revert(method_id("ChainsSettlingOnL1()"))


@internal
@pure
def ChainNotReadyForMigration(chain_id: uint256):
    raw_revert(abi_encode(chain_id, method_id=method_id("ChainNotReadyForMigration(uint256)")))


@internal
@pure
def IteratedMigrationsNotSupported():
    raw_revert(method_id("IteratedMigrationsNotSupported()"))


@internal
@pure
def SettlementLayerMustNotBeL1():
    raw_revert(method_id("SettlementLayerMustNotBeL1()"))


@internal
@pure
def MigrationNumberMismatch(expected: uint256, actual: uint256):
    raw_revert(
        abi_encode(
            expected, actual, method_id=method_id("MigrationNumberMismatch(uint256,uint256)")
        )
    )


@internal
@pure
def MigrationIntervalNotSet():
    raw_revert(method_id("MigrationIntervalNotSet()"))


@internal
@pure
def BaseTokenOriginTokenNotRegistered():
    raw_revert(method_id("BaseTokenOriginTokenNotRegistered()"))


@internal
@pure
def BaseTokenOriginChainIdNotRegistered():
    raw_revert(method_id("BaseTokenOriginChainIdNotRegistered()"))


# --- CTM deployment tracker ---


@internal
@pure
def OnlyBridgehub(caller: address, bridgehub: address):
    raw_revert(
        abi_encode(caller, bridgehub, method_id=method_id("OnlyBridgehub(address,address)"))
    )


@internal
@pure
def NotOwner(caller: address, owner: address):
    raw_revert(abi_encode(caller, owner, method_id=method_id("NotOwner(address,address)")))


@internal
@pure
def NotOwnerViaRouter(caller: address, original_caller: address):
    raw_revert(
        abi_encode(
            caller, original_caller, method_id=method_id("NotOwnerViaRouter(address,address)")
        )
    )


@internal
@pure
def WrongCounterPart(supplied: address, expected: address):
    raw_revert(
        abi_encode(supplied, expected, method_id=method_id("WrongCounterPart(address,address)"))
    )


@internal
@pure
def NotSystemContext(caller: address):
    raw_revert(abi_encode(caller, method_id=method_id("NotSystemContext(address)")))
