"""Verbs about applicants: of officers, and of citizens about themselves."""

from congvu.applicants.actions.counter import (
    edit,
    forget,
    register,
    register_filer,
    register_many,
    unmask,
)
from congvu.applicants.actions.own import erase_own, export_own, keep_own

__all__ = [
    "edit",
    "erase_own",
    "export_own",
    "forget",
    "keep_own",
    "register",
    "register_filer",
    "register_many",
    "unmask",
]
