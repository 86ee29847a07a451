"""The whole check of a million log rows: seals, and every logged value."""

import json
import os
import time

from benchmarks.installation import ready
from benchmarks.report import Line

ROWS = int(os.environ.get("BENCH_LOG_ROWS", "1000000"))
BATCH = 10_000


def measure() -> list[Line]:
    """Half of the rows create records, the other half change them."""
    ready()
    from django.contrib.auth import get_user_model

    from congvu.core import audit, seals
    from congvu.core.verify import run_all
    from congvu.legal.models import Basis

    user, _ = get_user_model().objects.get_or_create(username="bench", full_name="Đo tốc độ")
    for n in range(ROWS // BATCH // 2):
        objs = [
            Basis(number=f"v{n}-{i}", issuer="Sở", subject="Kế hoạch kiểm tra công tác CCHC")
            for i in range(BATCH)
        ]
        audit.create_many(objs, by=user, action="bench.create")
        audit.change_many([(o, {"note": "đã đọc"}) for o in objs], by=user, action="bench.change")
        if n % 10 == 9:
            seals.seal_now()
    begun = time.perf_counter()
    seals.seal_now()
    sealing = time.perf_counter() - begun
    begun = time.perf_counter()
    run = run_all()
    seconds = time.perf_counter() - begun
    # rows made by other benchmarks behind the log are not this one's business
    assert not [f for f in run.faults if f["kind"] in ("core.seal", "core.logentry")], run.faults
    return [
        Line(f"Verify {run.rows:,} log rows and {run.values:,} values", seconds, "s", 60),
        Line("Seal the last stretch of them", sealing, "s", 10),
    ]


if __name__ == "__main__":
    for line in measure():
        print(json.dumps(line.__dict__))
