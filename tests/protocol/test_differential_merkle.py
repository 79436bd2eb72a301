"""Trees of any size: Python against Vyper, and both against the definition."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from garter.protocol import merkle
from tests.protocol.sizes import leaves, seeds, sizes, words

LOG_TREE_HEIGHT = 14


def plain_root(nodes: list[bytes], zero: bytes, height: int) -> bytes:
    """The definition: pad with zero leaves, hash pairs until one is left."""
    nodes = nodes + [zero] * ((1 << height) - len(nodes))
    while len(nodes) > 1:
        nodes = [merkle.hash_pair(a, b) for a, b in zip(nodes[::2], nodes[1::2], strict=True)]
    return nodes[0]


@given(count=sizes(80), seed=seeds, zero=words, extra=st.integers(0, 3))
def test_tree__is_the_padded_tree(count, seed, zero, extra):
    items = leaves(seed, count)
    tree = merkle.MerkleTree(zero, items)
    height = merkle.tree_height(count)
    assert (tree.height, len(tree)) == (height, count)
    assert tree.root(height + extra) == plain_root(items, zero, height + extra)
    grown = merkle.MerkleTree(zero)
    for item in items:
        grown.push(item)
    assert grown.root(height + extra) == tree.root(height + extra)
    incremental = merkle.IncrementalTree(zero)
    for item in items:
        incremental.push(item)
    assert incremental.root == (tree.root() if count else merkle.EMPTY_ROOT)
    assert incremental.extend(height + extra) == tree.root(height + extra)


@given(count=sizes(300, smallest=1), seed=seeds, zero=words, data=st.data())
def test_path__leads_to_the_root(merkle_harness, count, seed, zero, data):
    items = leaves(seed, count)
    tree = merkle.MerkleTree(zero, items)
    index = data.draw(st.integers(0, count - 1))
    path = tree.path(index)
    assert merkle.calculate_root(path, index, items[index]) == tree.root()
    assert merkle_harness.calculate_root(path, index, items[index]) == tree.root()


@given(height=sizes(64), seed=seeds, data=st.data())
def test_calculate_root__any_path(merkle_harness, height, seed, data):
    path, [leaf] = leaves(seed, height), leaves(seed + 1, 1)
    index = data.draw(st.integers(0, (1 << height) - 1))
    assert merkle_harness.calculate_root(path, index, leaf) == merkle.calculate_root(
        path, index, leaf
    )


@given(count=sizes(300, smallest=1), seed=seeds, zero=words, data=st.data())
def test_range__leads_to_the_root(merkle_harness, count, seed, zero, data):
    items = leaves(seed, count)
    tree = merkle.MerkleTree(zero, items)
    size = data.draw(sizes(min(count, 256), smallest=1))
    start = data.draw(st.integers(0, count - size))
    left, right = tree.range_paths(start, size)
    call = left, right, start, items[start : start + size]
    assert merkle.calculate_root_paths(*call) == tree.root()
    assert merkle_harness.calculate_root_paths(*call) == tree.root()


@given(height=sizes(12), seed=seeds, data=st.data())
def test_calculate_root_paths__any_paths(merkle_harness, height, seed, data):
    """Random siblings, also where the range needs none: unused words must not count."""
    size = data.draw(sizes(min(256, 1 << height), smallest=1))
    start = data.draw(st.integers(0, (1 << height) - size))
    call = leaves(seed, height), leaves(seed + 1, height), start, leaves(seed + 2, size)
    assert merkle_harness.calculate_root_paths(*call) == merkle.calculate_root_paths(*call)


@given(count=sizes(130), seed=seeds, zero=words, tree=st.integers(0, 2**256 - 1))
def test_incremental_tree__same_roots(merkle_harness, count, seed, zero, tree):
    items = leaves(seed, count)
    python = merkle.IncrementalTree(zero)
    expected = [python.push(item) for item in items]
    assert list(merkle_harness.incremental_trace(tree, items, zero)) == expected


@given(count=sizes(300), more=sizes(20), seed=seeds, zero=words)
def test_incremental_tree__restored__goes_on_alike(merkle_harness, count, more, seed, zero):
    items = leaves(seed, count + more)
    original = merkle.IncrementalTree(zero)
    for item in items[:count]:
        original.push(item)
    copy = merkle.IncrementalTree.restore(zero, count, original.sides)
    assert merkle_harness.incremental_restore(1, count, original.sides, zero) == original.root
    for item in items[count:]:
        assert copy.push(item) == original.push(item)
    assert copy.sides == original.sides


@given(count=sizes(520), seed=seeds, zero=words, data=st.data())
def test_memory_tree__same_root(merkle_harness, count, seed, zero, data):
    items = leaves(seed, count)
    height = data.draw(st.integers(merkle.tree_height(count), LOG_TREE_HEIGHT))
    expected = merkle.MerkleTree(zero, items).root(height)
    assert merkle_harness.memory_root(items, height, zero) == expected


@given(count=sizes(70), seed=seeds, zero=words, data=st.data())
def test_full_tree__same_roots(merkle_harness, count, seed, zero, data):
    items = leaves(seed, count)
    changes = st.lists(st.integers(0, count - 1), max_size=10) if count else st.just([])
    updated = data.draw(changes)
    tree = merkle.MerkleTree(zero)
    expected = [tree.push(item) for item in items]
    expected += [tree.update(i, merkle.keccak_256(i.to_bytes(32, "big")).digest()) for i in updated]
    assert list(merkle_harness.full_trace(items, updated, zero)) == expected
