"""Calculations on plain values: due dates, lateness, codes, figures, the strip."""

from congvu.dossiers.rules.clock import (
    DAY_UNITS,
    Clock,
    Limit,
    Stop,
    Supplemented,
    counted,
    explained,
    limit_words,
    moment_words,
    sentence,
    supplement_problem,
)
from congvu.dossiers.rules.codes import (
    CODE_FIELDS,
    code_problem,
    composed_code,
    masked_name,
)
from congvu.dossiers.rules.figures import Bucket, Flow, Life, bucket_at, flow
from congvu.dossiers.rules.lateness import (
    WARNINGS,
    is_late,
    is_whole_day,
    lateness,
    minutes_late,
    on_time_share,
    share_run,
    warning_of,
)
from congvu.dossiers.rules.slips import SlipForm, slip_form
from congvu.dossiers.rules.strip import Spell, Strip, StripDay, strip

__all__ = [
    "CODE_FIELDS",
    "DAY_UNITS",
    "WARNINGS",
    "Bucket",
    "Clock",
    "Flow",
    "Life",
    "Limit",
    "SlipForm",
    "Spell",
    "Stop",
    "Strip",
    "StripDay",
    "Supplemented",
    "bucket_at",
    "code_problem",
    "composed_code",
    "counted",
    "explained",
    "flow",
    "is_late",
    "is_whole_day",
    "lateness",
    "limit_words",
    "masked_name",
    "minutes_late",
    "moment_words",
    "on_time_share",
    "sentence",
    "share_run",
    "slip_form",
    "strip",
    "supplement_problem",
    "warning_of",
]
