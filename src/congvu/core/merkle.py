"""A Merkle root over any number of rows in one pass, with the tree of RFC 6962."""

import hashlib
from collections.abc import Iterable

LEAF, NODE = b"\x00", b"\x01"  # a leaf can never pass for a node


def leaf_hash(leaf: bytes) -> bytes:
    """Hash of one row's canonical bytes."""
    return hashlib.sha256(LEAF + leaf).digest()


def root(leaves: Iterable[bytes]) -> tuple[str, int]:
    """(root in hex, number of leaves) of leaf hashes. Holds one hash per level of the tree."""
    sha256 = hashlib.sha256
    stack: list[bytes] = []  # roots of full subtrees, biggest first
    count = 0
    for leaf in leaves:
        stack.append(leaf)
        count += 1
        odd = count
        while odd % 2 == 0:  # two subtrees of one size make the next
            right = stack.pop()
            stack[-1] = sha256(NODE + stack[-1] + right).digest()
            odd //= 2
    if not stack:
        return sha256(b"").hexdigest(), 0
    top = stack.pop()
    while stack:
        top = sha256(NODE + stack.pop() + top).digest()
    return top.hex(), count
