"""The whole check: log against seals, present values against the log, and what others add."""

from congvu.core.verify.run import run_all as run_all
