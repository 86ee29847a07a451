"""Static files with content hashes, imports between our modules included, stylesheets joined."""

from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage as Base

from congvu.core import styles


class StaticStorage(Base):
    """Hashes the addresses inside ``import`` statements too, so a new release is never half old.

    Only in ``<package>/js/``: Django's own switch reads every script, and stumbles over the
    examples in the comments of other people's.
    """

    patterns = (*Base.patterns, ("*/js/*.js", Base._js_module_import_aggregation_patterns[1]))

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        """One stylesheet instead of thirty: a page waits for one answer before it is drawn."""
        if not dry_run and all(path in paths for path in styles.paths()):
            self.join(paths)
            paths = {**paths, styles.JOINED: (self, styles.JOINED)}
        yield from super().post_process(paths, dry_run, **options)

    def join(self, paths: dict[str, Any]) -> None:
        """Write them into one file beside them, so that addresses inside stay right."""
        texts = []
        for name in styles.paths():
            storage, path = paths[name]
            with storage.open(path) as file:
                texts.append(file.read())
        self.delete(styles.JOINED)
        self.save(styles.JOINED, ContentFile(b"\n".join(texts)))
