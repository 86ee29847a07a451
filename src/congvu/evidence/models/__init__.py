from congvu.evidence.models.attachment import (
    Attachment,
    attachments_by_object,
    items_by_object,
    key_of,
)
from congvu.evidence.models.item import Item
from congvu.evidence.models.upload import Upload
from congvu.evidence.models.version import Version

__all__ = [
    "Attachment",
    "Item",
    "Upload",
    "Version",
    "attachments_by_object",
    "items_by_object",
    "key_of",
]
