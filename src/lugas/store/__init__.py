"""The store: sites, what is visited of them, and their articles with every version; on SQLite or PostgreSQL.

It stands apart from fetching and from deciding: it is told what was found and answers what is asked. `open_store`
gives a `Store`; the records it takes and gives are in `records.py`. It needs `pip install 'lugas[follow]'`.
"""

from __future__ import annotations

from lugas.store.articles import Traits
from lugas.store.records import (
    AddressRow,
    Arrival,
    Arrived,
    Chosen,
    Excess,
    Headline,
    Headlines,
    Hit,
    Hits,
    HostRow,
    Keep,
    LabelCount,
    Likeness,
    LoginRow,
    PasswordRow,
    Presence,
    Saved,
    SiteRow,
    SiteTally,
    SourceRow,
    Stored,
    VersionRow,
    Visit,
    Waiting,
)
from lugas.store.store import Store, open_store
from lugas.store.where import default_file

__all__ = [
    "AddressRow",
    "Arrival",
    "Arrived",
    "Chosen",
    "Excess",
    "Headline",
    "Headlines",
    "Hit",
    "Hits",
    "HostRow",
    "Keep",
    "LabelCount",
    "Likeness",
    "LoginRow",
    "PasswordRow",
    "Presence",
    "Saved",
    "SiteRow",
    "SiteTally",
    "SourceRow",
    "Store",
    "Stored",
    "Traits",
    "VersionRow",
    "Visit",
    "Waiting",
    "default_file",
    "open_store",
]
