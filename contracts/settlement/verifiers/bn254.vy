# pragma version 0.4.3
"""
@title The curve BN254 through Ethereum's precompiles
@license MIT
@notice Scalars are numbers below `R`, the order of the curve's group; coordinates are numbers below
        `Q`, the base field. A precompile that is given a point off the curve burns all gas it got,
        so check points that come from outside with `_is_on_curve` first.
@custom:source EIP-196, EIP-197, EIP-198
"""


struct Point:
    x: uint256
    y: uint256


# An element of the pairing's second group, in the precompile's order.
struct G2Point:
    x_imaginary: uint256
    x_real: uint256
    y_imaginary: uint256
    y_real: uint256


Q: constant(uint256) = 21888242871839275222246405745257275088696311157297823662689037894645226208583
R: constant(uint256) = 21888242871839275222246405745257275088548364400416034343698204186575808495617

B: constant(uint256) = 3  # the curve is y**2 = x**3 + B
GENERATOR: constant(Point) = Point(x=1, y=2)
G2_GENERATOR: constant(G2Point) = G2Point(
    x_imaginary=11559732032986387107991004021392285783925812861821192530917403151452391805634,
    x_real=10857046999023057135944570762232829481370756359578518086990519993285655852781,
    y_imaginary=4082367875863433681332203403145435568316851327593401208105741076214120093531,
    y_real=8495653923123431417604973247489272438418190587263600148770280649306958101930,
)

MODEXP: constant(address) = 0x0000000000000000000000000000000000000005
ADD: constant(address) = 0x0000000000000000000000000000000000000006
MULTIPLY: constant(address) = 0x0000000000000000000000000000000000000007
PAIRING: constant(address) = 0x0000000000000000000000000000000000000008


@internal
@pure
def _is_on_curve(p: Point) -> bool:
    """
    @dev Whether both coordinates are below `Q` and fulfil the curve's equation. The point at
         infinity, which the precompiles write as (0, 0), does not.
    """
    cube: uint256 = uint256_mulmod(uint256_mulmod(p.x, p.x, Q), p.x, Q)
    return (
        p.x < Q and p.y < Q and uint256_mulmod(p.y, p.y, Q) == uint256_addmod(cube, B, Q)
    )


@internal
@view
def _add_multiple(total: Bytes[64], p: Point, scalar: uint256) -> Bytes[64]:
    """
    @dev total + scalar * p. Nearly all of the gas goes here: 6,150 a call. Sums stay as precompiles
         write them, since decoding one costs as much as encoding the next.
    """
    return raw_call(
        ADD,
        concat(
            total,
            raw_call(MULTIPLY, abi_encode(p, scalar), max_outsize=64, is_static_call=True),
        ),
        max_outsize=64,
        is_static_call=True,
    )


@internal
@view
def _pairings_cancel(a_1: Point, a_2: G2Point, b_1: Point, b_2: G2Point) -> bool:
    """
    @dev Whether e(a_1, a_2) * e(b_1, b_2) = 1.
    """
    return convert(
        raw_call(
            PAIRING, abi_encode(a_1, a_2, b_1, b_2), max_outsize=32, is_static_call=True
        ),
        bool,
    )


@internal
@view
def _power(base: uint256, exponent: uint256) -> uint256:
    """
    @dev base ** exponent modulo `R`. With R - 2 it is the inverse; that of 0 is 0.
    """
    return convert(
        raw_call(
            MODEXP,
            abi_encode(
                convert(32, uint256), convert(32, uint256), convert(32, uint256),
                base, exponent, R,
            ),
            max_outsize=32,
            is_static_call=True,
        ),
        uint256,
    )
