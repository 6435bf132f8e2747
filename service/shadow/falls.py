"""A sequential test for a rate that falls, with a bound on false alarms that holds at every time.

A stream says of each record whether something came: a code, an element that is known, a rule that is true. Let it come
with probability p, and let `floor` be a rate that p is not below. For a part r < 1 that is left of the rate, one
record's likelihood ratio of r * floor against floor, L(came) = r and L(did not come) = (1 - r * floor) / (1 - floor),
has a mean of at most 1 for every p >= floor: it is linear in p, falling, and 1 at p = floor.

Sum the products that start at each record (Shiryaev and Roberts): M(t) = (1 + M(t-1)) * L(t). Then M(t) - t is a
supermartingale, so at the first time T that M reaches A, or at n if that is earlier, E[M] <= n, and by Markov
P(T <= n) <= n / A. The mean of several such sums has the same property, so no part r has to be guessed. Such sums are
the e-detectors of Shin, Ramdas and Rinaldo, "E-detectors: a nonparametric framework for sequential change detection".

The floor is a lower confidence limit from a first stretch of records, by Chernoff's bound: of n records k had it, and a
rate p under k/n gives as many with probability at most exp(-n * KL(k/n, p)).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

LEFT = (0.0, 0.2, 0.5)
"""The parts of the former rate that the test looks for at once."""
_LARGEST = 1e300
_HALVINGS = 60


def floor_of(count: int, records: int, chance: float) -> float:
    """The least rate that explains `count` of `records`; a true rate lies below it with at most that `chance`."""
    if not count:
        return 0.0
    seen = count / records
    allowed = math.log(1 / chance) / records
    low, high = 0.0, seen
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _divergence(seen, middle) > allowed:
            low = middle
        else:
            high = middle
    return low


def next_sums(sums: Sequence[float], floor: float, came: bool) -> list[float]:
    """The sums after one more record, one for each of `LEFT`."""
    if came:
        return [(1 + each) * left for each, left in zip(sums, LEFT, strict=True)]
    return [min((1 + each) * (1 - left * floor) / (1 - floor), _LARGEST) for each, left in zip(sums, LEFT, strict=True)]


def evidence(sums: Sequence[float]) -> float:
    """What is compared with the threshold."""
    return sum(sums) / len(sums)


def threshold_of(records: float, streams: int) -> float:
    """The evidence at which a fall is reported: in so many records of so many streams, half a false alarm at most."""
    return 2 * records * max(streams, 1)


def records_to_find(floor: float, threshold: float) -> int | None:
    """After how many records without it a stream is reported at the latest; None for one that never came."""
    if floor <= 0:
        return None
    if floor >= 1:
        return 1
    growth = 1 / (1 - floor)
    # with the first of LEFT alone, from a sum of nothing: growth + ... + growth**n
    needed = len(LEFT) * threshold * (growth - 1) / growth + 1
    return max(1, math.ceil(math.log(needed) / math.log(growth)))


def _divergence(seen: float, rate: float) -> float:
    """Kullback and Leibler's, of two coins; infinite where the second cannot do what the first does."""
    if rate <= 0:
        return math.inf if seen > 0 else 0.0
    found = seen * math.log(seen / rate)
    if seen < 1:
        found += (1 - seen) * math.log((1 - seen) / (1 - rate))
    return found
