"""Pairing two groups one to one so that the sum of the pairs' weights is the greatest (Kuhn and Munkres)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_MOST = 60  # members that hang together; a group of so many is solved in milliseconds
_FAR = float("inf")

Edges = Mapping[tuple[int, int], float]


@dataclass(slots=True, eq=False)
class _Group:
    """What hangs together: members (a left as n, a right as ~n) and the edges between them."""

    members: set[int]
    edges: list[tuple[int, int]] = field(default_factory=list)


def pair_up(edges: Edges) -> dict[int, int]:
    """Choose the right for each left, from edges (left, right) with weights above 0; some of both stay alone.

    What hangs together is solved exactly. Where more than 60 would hang together, the weakest edges between them are
    left out, so that the work is bounded.
    """
    pairs: dict[int, int] = {}
    for group in _groups(edges):
        lefts, rights = sorted({left for left, _ in group.edges}), sorted({right for _, right in group.edges})
        own = set(group.edges)
        weights = [[edges[left, right] if (left, right) in own else 0.0 for right in rights] for left in lefts]
        for row, column in enumerate(_assign(weights)):
            if column < len(rights) and weights[row][column] > 0:
                pairs[lefts[row]] = rights[column]
    return pairs


def _groups(edges: Edges) -> list[_Group]:
    """Take the edges apart into groups without a common member, the heaviest edges first."""
    group_of: dict[int, _Group] = {}
    for left, right in sorted(edges, key=lambda edge: (-edges[edge], edge)):
        one = group_of.setdefault(left, _Group({left}))
        other = group_of.setdefault(~right, _Group({~right}))
        if one is not other:
            if len(one.members) + len(other.members) > _MOST:
                continue
            small, one = sorted((one, other), key=lambda group: len(group.members))
            one.members |= small.members
            one.edges += small.edges
            group_of |= dict.fromkeys(small.members, one)
        one.edges.append((left, right))
    return [group for group in dict.fromkeys(group_of.values()) if group.edges]


def _assign(weights: Sequence[Sequence[float]]) -> list[int]:
    """Return the column of each row in the heaviest assignment; a column beyond the last stands for "none"."""
    height, width = len(weights), len(weights[0]) + len(weights)
    costs = [[0.0] * (width + 1), *([0.0, *(-w for w in row), *[0.0] * height] for row in weights)]
    of_row, of_column = [0.0] * (height + 1), [0.0] * (width + 1)
    taken_by = [0] * (width + 1)
    for row in range(1, height + 1):
        taken_by[0] = row
        way = _cheapest_way(costs, of_row, of_column, taken_by)
        for column, before in way:
            taken_by[column] = taken_by[before]
    columns = {row: column - 1 for column, row in enumerate(taken_by) if column and row}
    return [columns[row] for row in range(1, height + 1)]


def _cheapest_way(
    costs: Sequence[Sequence[float]], of_row: list[float], of_column: list[float], taken_by: Sequence[int]
) -> list[tuple[int, int]]:
    """Find how to make room for the row at column 0, keeping the potentials of rows and columns right.

    The way is given from its end: (column, the column whose row moves there).
    """
    width = len(of_column)
    nearest, came_from, is_done = [_FAR] * width, [0] * width, [False] * width
    here = 0
    while taken_by[here]:
        is_done[here] = True
        row, step, following = taken_by[here], _FAR, 0
        for column in range(1, width):
            if is_done[column]:
                continue
            reduced = costs[row][column] - of_row[row] - of_column[column]
            if reduced < nearest[column]:
                nearest[column], came_from[column] = reduced, here
            if nearest[column] < step:
                step, following = nearest[column], column
        for column in range(width):
            if is_done[column]:
                of_row[taken_by[column]] += step
                of_column[column] -= step
            else:
                nearest[column] -= step
        here = following
    way = []
    while here:
        way.append((here, came_from[here]))
        here = came_from[here]
    return way
