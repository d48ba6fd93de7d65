"""The cheapest pairing of two sets, exact: shortest augmenting paths, O(n² m)."""

import numpy as np

from limn.sdk.shapes import FloatArray


def cheapest_pairs(cost: FloatArray) -> list[tuple[int, int]]:
    """Pairs (row, column) of least total cost, each row and column used once at most.

    `cost` has shape (n, m) and finite values; min(n, m) pairs are returned in order of rows.
    """
    if cost.size == 0:
        return []
    if cost.shape[0] > cost.shape[1]:
        return sorted((row, column) for column, row in cheapest_pairs(cost.T))
    rows, columns = cost.shape
    by_row, by_column = np.zeros(rows), np.zeros(columns)
    owner = np.full(columns, -1, dtype=np.int64)
    for row in range(rows):
        _place(row, cost, by_row, by_column, owner)
    return sorted((int(row), column) for column, row in enumerate(owner) if row >= 0)


def _place(
    row: int,
    cost: FloatArray,
    by_row: FloatArray,
    by_column: FloatArray,
    owner: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> None:
    """Give `row` a column along the shortest augmenting path, and keep the prices dual."""
    columns = cost.shape[1]
    distance = np.full(columns, np.inf)
    before = np.full(columns, -1, dtype=np.int64)
    settled = np.zeros(columns, dtype=np.bool_)
    reached, at, last = 0.0, row, -1
    visited: list[int] = [row]
    while True:
        through = reached + cost[at] - by_row[at] - by_column
        shorter = ~settled & (through < distance)
        distance[shorter], before[shorter] = through[shorter], last
        last = int(np.where(settled, np.inf, distance).argmin())
        reached = float(distance[last])
        settled[last] = True
        if owner[last] < 0:
            break
        at = int(owner[last])
        visited.append(at)
    _reprice(visited, distance, settled, reached, by_row, by_column, owner)
    while last >= 0:
        previous = int(before[last])
        owner[last] = owner[previous] if previous >= 0 else row
        last = previous


def _reprice(
    visited: list[int],
    distance: FloatArray,
    settled: np.ndarray[tuple[int], np.dtype[np.bool_]],
    reached: float,
    by_row: FloatArray,
    by_column: FloatArray,
    owner: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> None:
    by_row[visited[0]] += reached
    for column in np.flatnonzero(settled):
        slack = reached - distance[column]
        if owner[column] >= 0:
            by_row[owner[column]] += slack
        by_column[column] -= slack
