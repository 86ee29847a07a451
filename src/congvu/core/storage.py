"""Static files with content hashes, imports between our modules included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashes the addresses inside ``import`` statements too, so a new release is never half old."""

    support_js_module_import_aggregation = True
