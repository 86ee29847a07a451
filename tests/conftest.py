"""Fixtures every package's tests may use."""

from django.core.management.commands import flush

from congvu.core import guards

# Transactional tests and live_server empty all tables afterwards, which the log's triggers
# refuse. In tests, and only here, the guard is lifted around that flush and put back.
_flush = flush.Command.handle


def _flush_with_guard_lifted(self, **options):
    with guards.lifted(options["database"]):
        return _flush(self, **options)


flush.Command.handle = _flush_with_guard_lifted
