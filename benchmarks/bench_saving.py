"""One answer saved over HTTP by somebody alone, in a small campaign and in a large one."""

import json

from benchmarks.bench_clients import Client, campaign_served
from benchmarks.bench_judging import high, middle
from benchmarks.report import Line
from benchmarks.twice import database, on_postgresql

SAVES, WARM = 300, 40
SMALL, LARGE = 10, 100  # units of 120 answers


def measure() -> list[Line]:
    """Out of the box, the network's loopback included."""
    small, large = saved(SMALL), saved(LARGE)
    what = f"Save one answer over HTTP, {LARGE} × 120, {database()}"
    lines = [
        Line(f"{what}, p50", middle(large), "ms", 10),
        Line(f"{what}, p95", high(large), "ms", 25),
        Line(f"{what}, beside {SMALL} × 120", middle(large) / middle(small), "×", 1.3),
    ]
    return [*lines, *on_postgresql("bench_saving")]


def saved(units: int) -> list[float]:
    """Milliseconds of each save, spread over the whole campaign."""
    with campaign_served(units, browsers=1) as ([line], answers):
        client = Client(line, answers)
        step = max(len(answers) // (SAVES + WARM), 1)
        for answer in answers[::step][: SAVES + WARM]:
            client.save(answer)
        line.line.close()
    assert {status for _, _, status in client.saves} == {200}
    return [1000 * seconds for _, seconds, _ in client.saves[WARM:]]


if __name__ == "__main__":
    for one in measure():
        print(json.dumps(one.__dict__))
