"""Ground floor: time, action log, jobs, search, imports, UI. Knows no other package."""
