"""Verbs of procedures."""

from congvu.procedures.actions.catalogue import create_procedure, edit_procedure, get_field
from congvu.procedures.actions.content import Content, edit_version, set_process
from congvu.procedures.actions.disclosure import (
    check_board,
    check_disclosure,
    check_walk,
    print_postings,
    take_down,
)
from congvu.procedures.actions.importing import (
    Declared,
    ImportedProcedure,
    import_later,
    import_procedures,
    refuse_run,
    take_in_run,
)
from congvu.procedures.actions.leaflets import give_leaflets
from congvu.procedures.actions.level import declare_level
from congvu.procedures.actions.process import (
    create_process,
    discard_process,
    edit_process,
    retire_process,
    revise_process,
)
from congvu.procedures.actions.publishing import (
    discard_draft,
    publish,
    record_entry,
    repeal,
    resume,
    revise,
    send_back,
    submit,
    suspend,
)
from congvu.procedures.actions.templates import edit_with_templates

__all__ = [
    "Content",
    "Declared",
    "ImportedProcedure",
    "check_board",
    "check_disclosure",
    "check_walk",
    "create_procedure",
    "create_process",
    "declare_level",
    "discard_draft",
    "discard_process",
    "edit_procedure",
    "edit_process",
    "edit_version",
    "edit_with_templates",
    "get_field",
    "give_leaflets",
    "import_later",
    "import_procedures",
    "print_postings",
    "publish",
    "record_entry",
    "refuse_run",
    "repeal",
    "resume",
    "retire_process",
    "revise",
    "revise_process",
    "send_back",
    "set_process",
    "submit",
    "suspend",
    "take_down",
    "take_in_run",
]
