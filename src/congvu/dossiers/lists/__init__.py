"""Lists exported from other systems: read, understood, compared with what is here.

Nothing in here writes; ``actions.import_list`` does.
"""
