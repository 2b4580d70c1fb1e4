"""Many rows at once, from Excel, CSV, pasted cells or a calendar: one declared table per kind, read cell by cell."""
