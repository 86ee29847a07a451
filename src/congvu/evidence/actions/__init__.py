from congvu.evidence.actions.attachments import attach_many, detach, pin_many
from congvu.evidence.actions.batches import Row, drop_batch, record_batch, stage_archive, stage_file
from congvu.evidence.actions.erasing import erase_files
from congvu.evidence.actions.handing_in import discard_item, hand_in, let_in
from congvu.evidence.actions.items import (
    NewItem,
    add_item,
    add_items,
    add_version,
    change_item,
    store_version,
)
from congvu.evidence.actions.keeping import append_kept, drop_kept, keep_file, open_kept, put_kept
from congvu.evidence.actions.scanning import rescan_pending
from congvu.evidence.actions.uploads import (
    append_upload,
    cancel_upload,
    expire_uploads,
    open_upload,
    take_upload,
    use_upload,
)

__all__ = [
    "NewItem",
    "Row",
    "add_item",
    "add_items",
    "add_version",
    "append_kept",
    "append_upload",
    "attach_many",
    "cancel_upload",
    "change_item",
    "detach",
    "discard_item",
    "drop_batch",
    "drop_kept",
    "erase_files",
    "expire_uploads",
    "hand_in",
    "keep_file",
    "let_in",
    "open_kept",
    "open_upload",
    "pin_many",
    "put_kept",
    "record_batch",
    "rescan_pending",
    "stage_archive",
    "stage_file",
    "store_version",
    "take_upload",
    "use_upload",
]
