"""Calculations on plain values: what is missing, sums of steps, limits, words. No Django."""

from congvu.procedures.rules.board import Sheet, sheet_state, short_code, walk
from congvu.procedures.rules.difference import Difference, differences
from congvu.procedures.rules.facts import (
    ComponentFacts,
    FeeFacts,
    FormFieldFacts,
    LimitFacts,
    StepFacts,
    TemplateFile,
    VersionFacts,
)
from congvu.procedures.rules.form_fields import (
    LONGEST_NAME,
    choices_of,
    field_line,
    form_problem,
    is_field_name,
    named_fields,
)
from congvu.procedures.rules.gaps import completeness, missing_parts
from congvu.procedures.rules.law import Law, SupplementRule, law, level_problem
from congvu.procedures.rules.limits import LimitDoubt, parse_limit, parse_limits
from congvu.procedures.rules.old_fonts import old_font, unicode_text
from congvu.procedures.rules.parsing import CopiesFound, copies_in_title, mended_text
from congvu.procedures.rules.publication import Measured, publication_limits
from congvu.procedures.rules.steps import (
    hours_of_limit,
    longest_path,
    next_of,
    step_problems,
    sum_problem,
    sum_unknown,
)
from congvu.procedures.rules.words import (
    amount_words,
    copies_words,
    hours_words,
    limit_words,
    sets_words,
    ways_words,
)

__all__ = [
    "LONGEST_NAME",
    "ComponentFacts",
    "CopiesFound",
    "Difference",
    "FeeFacts",
    "FormFieldFacts",
    "Law",
    "LimitDoubt",
    "LimitFacts",
    "Measured",
    "Sheet",
    "StepFacts",
    "SupplementRule",
    "TemplateFile",
    "VersionFacts",
    "amount_words",
    "choices_of",
    "completeness",
    "copies_in_title",
    "copies_words",
    "differences",
    "field_line",
    "form_problem",
    "hours_of_limit",
    "hours_words",
    "is_field_name",
    "law",
    "level_problem",
    "limit_words",
    "longest_path",
    "mended_text",
    "missing_parts",
    "named_fields",
    "old_font",
    "next_of",
    "parse_limit",
    "parse_limits",
    "publication_limits",
    "sets_words",
    "sheet_state",
    "short_code",
    "step_problems",
    "sum_problem",
    "sum_unknown",
    "unicode_text",
    "walk",
    "ways_words",
]
