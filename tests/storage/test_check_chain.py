"""Whatever is done to the rows of a chain whose end is known, something is found; to whole rows, nothing."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from immunote.service.storage.audit import check_chain
from immunote.service.storage.chain import START, ChainLink, End, chain_of


def chain(rows: int, before: End = START) -> list[ChainLink]:
    links: list[ChainLink] = []
    at = before
    for _ in range(rows):
        content = f'{{"row":{at.sequence + 1}}}'.encode()
        link = ChainLink(at.sequence + 1, at.chain, chain_of(at.chain, content), content)
        links.append(link)
        at = End(link.sequence, link.chain)
    return links


def renumbered(links: list[ChainLink]) -> list[ChainLink]:
    return [replace(link, sequence=number) for number, link in enumerate(links, 1)]


@given(st.integers(0, 8), st.integers(0, 3))
def test_a_whole_chain(rows: int, removed: int) -> None:
    links = chain(rows + removed)
    ends = [START, *(End(link.sequence, link.chain) for link in links)]
    assert check_chain(lambda: iter(links[removed:]), ends[removed], ends[-1]) == []


@given(st.integers(2, 9), st.data())
def test_rows_in_another_order_or_fewer_of_them(rows: int, data: st.DataObject) -> None:
    links = chain(rows)
    end = End(links[-1].sequence, links[-1].chain)
    kept = data.draw(st.lists(st.sampled_from(range(rows)), unique=True, max_size=rows))
    other = [links[index] for index in kept]
    is_renumbered = data.draw(st.booleans())
    found = renumbered(other) if is_renumbered else sorted(other, key=lambda link: link.sequence)
    assert bool(check_chain(lambda: iter(found), START, end)) == (found != links)


@given(st.integers(1, 9), st.data())
def test_changed_rows_with_or_without_a_hash_made_anew(rows: int, data: st.DataObject) -> None:
    links = chain(rows)
    end = End(links[-1].sequence, links[-1].chain)
    for index in data.draw(st.sets(st.sampled_from(range(rows)), min_size=1)):
        changed = replace(links[index], content=b'{"row":"other"}')
        if data.draw(st.booleans()):
            assert changed.content is not None
            changed = replace(changed, chain=chain_of(changed.previous, changed.content))
        links[index] = changed
    assert check_chain(lambda: iter(links), START, end)


@given(st.integers(1, 9), st.integers(1, 3))
def test_every_permutation_of_two_says_where_each_row_belongs(rows: int, apart: int) -> None:
    links = chain(rows + apart)
    one, other = rows - 1, rows - 1 + apart
    links[one], links[other] = links[other], links[one]
    found = check_chain(lambda: iter(renumbered(links)), START, None)
    assert [(each.kind, each.first) for each in found] == [("reordered", one + 1), ("reordered", other + 1)]


@given(st.integers(1, 6))
def test_a_copy_of_a_row_in_the_place_of_another(rows: int) -> None:
    links = chain(rows + 1)
    end = End(links[-1].sequence, links[-1].chain)
    links[rows] = replace(links[rows - 1], sequence=rows + 1)
    assert check_chain(lambda: iter(links), START, end)
