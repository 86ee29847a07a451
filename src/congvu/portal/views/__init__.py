"""Pages for citizens, and pages where items are checked and let out."""
