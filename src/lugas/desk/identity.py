"""What things are called outside of the desk, and stay called: by no address, which a proxy or another port changes."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID, uuid4, uuid5

from lugas.errors import StoreError
from lugas.store import Store

__all__ = ["NAMESPACE", "Identity"]

NAMESPACE = "namespace"  # the setting by which a store is told from all others; it goes where its articles go


class Identity:
    """Gives names that no other store gives, and that are the same tomorrow. May be used from any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._namespace: UUID | None = None
        self._made = uuid4()

    def name(self, *told: object) -> str:
        """Name something by what tells it from all else in the store, as `urn:uuid:` (RFC 9562, 5.5)."""
        if self._namespace is None:
            self._namespace = self._settled()
        return uuid5(self._namespace, "/".join(map(str, told))).urn

    def _settled(self) -> UUID:
        """Give the store's namespace, or make one where there is none, or something that is none.

        A store that cannot be written is read nevertheless: what was made then holds as long as the desk is open.
        """
        keeper = self._store.keeper
        told = keeper.setting(NAMESPACE)
        with suppress(ValueError):
            return UUID(told)
        with suppress(StoreError):
            if told:
                keeper.set(**{NAMESPACE: ""})
            return UUID(keeper.settle(NAMESPACE, str(self._made)))
        return self._made
