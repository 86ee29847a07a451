from congvu.evidence.views.attachments import attach, detach_confirm, item_picker
from congvu.evidence.views.batches import batch_add, batch_review
from congvu.evidence.views.files import file, published_file, thumbnail
from congvu.evidence.views.items import item_add, item_detail, item_edit, item_list, version_add
from congvu.evidence.views.uploads import upload_detail, upload_open

__all__ = [
    "attach",
    "batch_add",
    "batch_review",
    "detach_confirm",
    "file",
    "item_add",
    "item_detail",
    "item_edit",
    "item_list",
    "item_picker",
    "published_file",
    "thumbnail",
    "upload_detail",
    "upload_open",
    "version_add",
]
