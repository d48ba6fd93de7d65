"""A whole installation in one file and back, and named states of it.

`tables` writes and reads every table, alike on both databases; `files` knows which files belong
to an installation; `backups` puts both into one ZIP; `snapshots` keeps states beside the data.
"""
