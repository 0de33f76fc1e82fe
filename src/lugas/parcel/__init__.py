"""An article made ready to be stored: packed, and with what lists and the search need of it.

It needs no database: whoever reads pages can do it, and who stores them then has nothing to do with their contents.
"""
