"""Maps: how the columns, codes, units and dates of somebody's own list answer elements (docs/lists-map.md)."""
