"""Legal documents that rules, forms and criteria rest on."""
