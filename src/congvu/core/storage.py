"""Static files with content hashes, imports between our modules included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage as Base


class StaticStorage(Base):
    """Hashes the addresses inside ``import`` statements too, so a new release is never half old.

    Only in ``<package>/js/``: Django's own switch reads every script, and stumbles over the
    examples in the comments of other people's.
    """

    patterns = (*Base.patterns, ("*/js/*.js", Base._js_module_import_aggregation_patterns[1]))
