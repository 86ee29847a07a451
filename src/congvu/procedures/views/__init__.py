"""Pages of procedures."""

from congvu.procedures.views.detail import procedure_detail, version_detail
from congvu.procedures.views.disclosure import (
    board,
    disclosure_check,
    level_declare,
    posting_remove,
    postings_print,
    unit_disclosure,
)
from congvu.procedures.views.exporting import procedure_export
from congvu.procedures.views.importing import import_page, import_run, import_template
from congvu.procedures.views.leaflets import leaflet_list, leaflet_new, leaflet_print
from congvu.procedures.views.lists import procedure_list
from congvu.procedures.views.process import (
    process_detail,
    process_discard,
    process_drawing,
    process_edit,
    process_list,
    process_new,
    process_print,
    process_retire,
    process_revise,
)
from congvu.procedures.views.publishing import version_diff, version_life, version_verb
from congvu.procedures.views.scan import posting_scan, posting_seen
from congvu.procedures.views.walk import walk_list, walk_page, walk_send, walk_worker
from congvu.procedures.views.writing import (
    procedure_edit,
    procedure_new,
    version_edit,
    version_revise,
)

__all__ = [
    "board",
    "disclosure_check",
    "import_page",
    "import_run",
    "import_template",
    "leaflet_list",
    "leaflet_new",
    "leaflet_print",
    "level_declare",
    "posting_remove",
    "posting_scan",
    "posting_seen",
    "postings_print",
    "procedure_detail",
    "procedure_edit",
    "procedure_export",
    "procedure_list",
    "procedure_new",
    "process_detail",
    "process_discard",
    "process_drawing",
    "process_edit",
    "process_list",
    "process_new",
    "process_print",
    "process_retire",
    "process_revise",
    "unit_disclosure",
    "version_detail",
    "version_diff",
    "version_edit",
    "version_life",
    "version_revise",
    "version_verb",
    "walk_list",
    "walk_page",
    "walk_send",
    "walk_worker",
]
