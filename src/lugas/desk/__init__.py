"""The desk: a news site of one's own over the articles of a store, without ads.

`open_desk` gives the web application for a `lugas.store.Store`. It needs `pip install 'lugas[desk]'`.
"""

from __future__ import annotations

from lugas.desk.app import open_desk
from lugas.desk.settings import Settings

__all__ = ["Settings", "open_desk"]
