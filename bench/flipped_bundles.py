"""Bits of a signed rule base flipped one at a time: each must be refused. Prints how many were tried and taken.

python bench/flipped_bundles.py 10000 --seed 20261122
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from immunote.service import rulebases
from immunote.service.rulebases import bundle


def main() -> int:
    """Flip, check, and say what was taken; 1 where anything was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("times", type=int)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chosen, key = random.Random(given.seed), Ed25519PrivateKey.generate()
    keys = (key.public_key(),)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rules.bundle"
        bundle.make(rulebases.folder(), file, key)
        content = bytearray(file.read_bytes())
    assert bundle.signed_by(bytes(content), keys) is not None
    taken = 0
    for _ in range(given.times):
        place, bit = chosen.randrange(len(content)), 1 << chosen.randrange(8)
        content[place] ^= bit
        taken += bundle.signed_by(bytes(content), keys) is not None
        content[place] ^= bit
    print(f"{given.times} flipped bits in a bundle of {len(content)} bytes, {taken} taken (seed {given.seed})")
    return 1 if taken else 0


if __name__ == "__main__":
    sys.exit(main())
