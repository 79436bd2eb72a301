"""Trees and paths: the reference's vectors, in both languages, and every error by name."""

from __future__ import annotations

import pytest

from garter import exceptions
from garter.protocol import merkle
from tests.protocol.sizes import leaves
from tests.support import reverts
from tests.support.vectors import vectors

MAX_TREE_HEIGHT = 64  # contracts/lib/limits.vy
LOG_TREE_HEIGHT = 14


def test_calculate_root__vectors(merkle_harness):
    for case in vectors("merkle_calculateRoot"):
        arguments = case["path"], case["index"], case["leaf"]
        assert merkle.calculate_root(*arguments) == case["root"]
        assert merkle_harness.calculate_root(*arguments) == case["root"]


def test_calculate_root_paths__vectors(merkle_harness):
    for case in vectors("merkle_calculateRootPaths"):
        arguments = case["startPath"], case["endPath"], case["startIndex"], case["items"]
        assert merkle.calculate_root_paths(*arguments) == case["root"]
        assert merkle_harness.calculate_root_paths(*arguments) == case["root"]


def test_incremental_tree__vectors(merkle_harness, admin):
    python: merkle.IncrementalTree | None = None
    pushed: list[bytes] = []
    zero = b""
    for case in vectors("dynamicIncrementalMerkle"):
        tree = case["tree"]
        if case.get("op") == b"setup":
            zero, pushed = case["zero"], []
            python = merkle.IncrementalTree(zero)
            assert (python.root, case["root"]) == (merkle.EMPTY_ROOT, merkle.EMPTY_ROOT)
            assert merkle_harness.incremental_state(tree, zero) == (
                0,
                merkle.EMPTY_ROOT,
                (merkle.EMPTY_ROOT,),
                (zero,),
            )
        elif case.get("op") == b"extendUntilEnd(14)":
            assert python.extend(13) == case["root"]
            assert python.height == case["height"]
            assert merkle.MerkleTree(zero, pushed).root(13) == case["root"]
            assert merkle_harness.memory_root(pushed, 13, zero) == case["root"]
        else:
            assert python.count == case["index"]
            assert python.push(case["leaf"]) == case["root"]
            assert python.sides == case["sides"]
            assert python.height == case["height"]
            pushed.append(case["leaf"])
            assert merkle.MerkleTree(zero, pushed).root() == case["root"]

            merkle_harness.incremental_push(tree, case["leaf"], zero, sender=admin)
            count, root, sides, zeros = merkle_harness.incremental_state(tree, zero)
            assert (count, root, list(sides)) == (case["index"] + 1, case["root"], case["sides"])
            assert list(zeros) == python.zeros


def test_full_tree__vectors(merkle_harness, admin):
    zero = b""
    tree = merkle.MerkleTree(bytes(32))
    for case in vectors("fullMerkle"):
        match case["op"]:
            case b"setup":
                zero = case["zero"]
                tree = merkle.MerkleTree(zero)
            case b"push":
                assert tree.push(case["leaf"]) == case["root"]
                merkle_harness.full_push(case["leaf"], zero, sender=admin)
            case b"update":
                assert tree.update(case["index"], case["leaf"]) == case["root"]
                merkle_harness.full_update(case["index"], case["leaf"], zero, sender=admin)
            case b"path":
                assert tree.path(case["index"]) == case["path"]
                assert list(merkle_harness.full_path(case["index"], zero)) == case["path"]
            case unknown:
                pytest.fail(f"unknown operation {unknown!r}")
        assert tree.root() == case["root"]
        assert merkle_harness.full_state(zero) == (len(tree), case["root"])


# --- errors, by the same name in both languages ---


def test_calculate_root__256_levels__out_of_bounds(merkle_harness):
    path = leaves(1, 256)
    with pytest.raises(exceptions.MerklePathOutOfBounds):
        merkle.calculate_root(path, 0, path[0])
    with reverts("MerklePathOutOfBounds"):
        merkle_harness.calculate_root(path, 0, path[0])
    # 255 levels are the most, and any index fits them.
    last = 2**255 - 1
    assert merkle_harness.calculate_root(path[:255], last, path[0]) == merkle.calculate_root(
        path[:255], last, path[0]
    )


@pytest.mark.parametrize(
    ("height", "index"), [(0, 1), (1, 2), (3, 8), (3, 2**256 - 1), (255, 2**255)]
)
def test_calculate_root__index_beyond_path__out_of_bounds(merkle_harness, height, index):
    path = leaves(2, height)
    with pytest.raises(exceptions.MerkleIndexOutOfBounds):
        merkle.calculate_root(path, index, bytes(32))
    with reverts("MerkleIndexOutOfBounds"):
        merkle_harness.calculate_root(path, index, bytes(32))


RANGE_ERRORS = [
    # start path, end path, start index, items; error, arguments
    (2, 3, 0, 1, "MerklePathLengthMismatch", (2, 3)),
    (0, 0, 0, 0, "MerklePathEmpty", ()),
    (0, 0, 0, 2, "MerklePathEmpty", ()),
    (0, 0, 1, 1, "MerklePathEmpty", ()),
    (1, 1, 0, 0, "MerkleNothingToProve", ()),
    (2, 2, 4, 1, "MerkleIndexOrHeightMismatch", ()),
    (2, 2, 3, 2, "MerkleIndexOrHeightMismatch", ()),
    (2, 2, 0, 5, "MerkleIndexOrHeightMismatch", ()),
    (2, 2, 2**256 - 1, 1, "MerkleIndexOrHeightMismatch", ()),
]


@pytest.mark.parametrize(("start", "end", "index", "items", "error", "arguments"), RANGE_ERRORS)
def test_calculate_root_paths__impossible_range__reverts(
    merkle_harness, start, end, index, items, error, arguments
):
    call = leaves(3, start), leaves(4, end), index, leaves(5, items)
    with pytest.raises(getattr(exceptions, error)):
        merkle.calculate_root_paths(*call)
    with reverts(error, *arguments):
        merkle_harness.calculate_root_paths(*call)


def test_calculate_root_paths__too_many_levels__out_of_bounds(merkle_harness):
    path = leaves(6, merkle.MAX_PATH)
    with pytest.raises(exceptions.MerklePathOutOfBounds):
        merkle.calculate_root_paths(path, path, 0, path[:1])
    # The contracts stop at a height that no tree in storage reaches.
    with reverts("MerklePathOutOfBounds"):
        merkle_harness.calculate_root_paths(
            path[:MAX_TREE_HEIGHT], path[:MAX_TREE_HEIGHT], 0, path[:1]
        )
    high = path[: MAX_TREE_HEIGHT - 1]
    arguments = high, high, 2**62 + 5, path[:3]
    assert merkle_harness.calculate_root_paths(*arguments) == merkle.calculate_root_paths(
        *arguments
    )


def test_full_tree__no_leaves__nothing_to_prove(merkle_harness):
    zero = bytes(32)
    tree = merkle.MerkleTree(zero)
    for attempt in (lambda: tree.path(0), lambda: tree.update(0, zero)):
        with pytest.raises(exceptions.MerkleNothingToProve):
            attempt()
    with reverts("MerkleNothingToProve"):
        merkle_harness.full_path(0, zero)
    with reverts("MerkleNothingToProve"):
        merkle_harness.full_update(0, zero, zero)


def test_full_tree__index_beyond_last_leaf__wrong_index(merkle_harness, admin):
    zero, [first, second] = bytes(32), leaves(7, 2)
    tree = merkle.MerkleTree(zero, [first, second])
    for leaf in (first, second):
        merkle_harness.full_push(leaf, zero, sender=admin)
    for attempt in (lambda: tree.path(2), lambda: tree.update(2, zero)):
        with pytest.raises(exceptions.MerkleWrongIndex):
            attempt()
    with reverts("MerkleWrongIndex", 2, 1):
        merkle_harness.full_path(2, zero)
    with reverts("MerkleWrongIndex", 2, 1):
        merkle_harness.full_update(2, zero, zero)


def test_memory_tree__full__index_out_of_bounds(merkle_harness):
    with reverts("MerkleIndexOutOfBounds"):
        merkle_harness.memory_append_to_full(bytes(32))


def test_memory_tree__height_too_low__mismatch(merkle_harness):
    with reverts("MerkleIndexOrHeightMismatch"):
        merkle_harness.memory_root(leaves(8, 5), 2, bytes(32))
    with pytest.raises(exceptions.MerkleIndexOrHeightMismatch):
        merkle.MerkleTree(bytes(32), leaves(8, 5)).root(2)


def test_memory_tree__no_leaves__root_of_zero_leaves(merkle_harness):
    zero = leaves(9, 1)[0]
    expected = merkle.zeros(zero, LOG_TREE_HEIGHT)[-1]
    assert merkle_harness.memory_root([], LOG_TREE_HEIGHT, zero) == expected
    assert merkle.MerkleTree(zero).root(LOG_TREE_HEIGHT) == expected


# --- a commitment that does not describe a tree ---


def broken_commitments(count: int) -> list[tuple[int, list[bytes]]]:
    tree = merkle.IncrementalTree(bytes(32))
    for leaf in leaves(10, count):
        tree.push(leaf)
    sides = tree.sides
    changed_root = [*sides[:-1], bytes(32 - 1) + b"\1"]
    broken = [
        (count, []),
        (count, sides[:-1]),
        (count, [*sides, sides[-1]]),
        (count, changed_root),
    ]
    return [*broken, (2 * count + 1, sides)] if count else broken


@pytest.mark.parametrize("count", [0, 3, 5, 7])
def test_restore__sides_of_no_tree__invalid_commitment(merkle_harness, count):
    for claimed, sides in broken_commitments(count):
        with pytest.raises(exceptions.InvalidCommitment):
            merkle.IncrementalTree.restore(bytes(32), claimed, sides)
        with reverts("InvalidCommitment"):
            merkle_harness.incremental_restore(1, claimed, sides, bytes(32))
