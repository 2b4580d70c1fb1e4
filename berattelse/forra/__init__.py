"""Last year's report as a file: read, cut by its headings, and each piece proposed a place."""
