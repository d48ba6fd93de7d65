"""Moving in from CVAT: its database dump and data volume become a backup of ours.

`dump` reads what Django's `dumpdata` wrote; `people`, `work`, `media`, `drawn` and `words` say
what each of its rows is here; `volume` finds the files; `arrival` puts all of it into a ZIP as
`keeping` writes it, which is then restored like any other: all of it or nothing.
"""
