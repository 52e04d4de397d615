"""What is asked of stored rows, one noun per file.

House rules: only reading; a row is shown as a dict of its columns. Lists come in pages by key, never by
offset: rows that are added meanwhile neither hide nor repeat others. `after` is the key of the last row seen.
"""
