"""A host that two ask who do not know of each other: who claimed what is due of it, and who looks a site over."""

from __future__ import annotations

import datetime as dt

import pytest

from lugas.store import Store, Waiting, open_store
from tests.store.made import START, Clock

HOST = "one.example"
NONE, SHORT, LONG = (START + dt.timedelta(hours=hours) for hours in range(3))


@pytest.fixture
def site_id(store: Store) -> int:
    """Give the number of a site of which an address is due."""
    number = store.sites.add(f"https://{HOST}/").id
    store.queue.add([Waiting(url=f"https://{HOST}/1", site_id=number)])
    return number


def ready(store: Store) -> dt.datetime:
    """Tell until when the host rests."""
    host = store.hosts.get(HOST)
    assert host is not None
    return host.ready


@pytest.mark.usefixtures("site_id")
@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("claimed", "taken"), [(NONE, LONG), (SHORT, LONG), (LONG, SHORT)])
def test_a_rest_is_not_shortened(store: Store, claimed: dt.datetime, taken: dt.datetime) -> None:
    """A host that two let rest at once rests for as long as either of them wants, whoever of them ends last."""
    lease = START + dt.timedelta(seconds=30)
    with store.queue.claim() as claim:
        assert claim is not None
        assert store.hosts.take(HOST, lease) is None
        store.hosts.leave(HOST, taken)
        claim.leave(None, claimed)
    assert ready(store) == LONG


@pytest.mark.usefixtures("site_id")
@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_a_rest_that_a_claim_began(store: Store) -> None:
    """What whoever had claimed a host wrote of its rest, while another asked it, is not shortened by that one."""
    with store.queue.claim() as claim:
        assert claim is not None
        assert store.hosts.take(HOST, START + dt.timedelta(seconds=30)) is None
        claim.leave(None, LONG)
        store.hosts.leave(HOST, SHORT)
    assert ready(store) == LONG


def test_a_lease_is_given_back(store: Store, site_id: int, clock: Clock) -> None:
    """Who took a host leaves it alone for as long as it wants, less than it was taken for too, and claims go on."""
    assert store.hosts.take(HOST, LONG) is None
    assert store.hosts.take(HOST, LONG) == LONG
    store.hosts.leave(HOST, SHORT)
    assert ready(store) == SHORT
    store.hosts.leave(HOST, NONE)
    assert ready(store) == SHORT
    clock.now = SHORT
    with store.queue.claim(sites=[site_id]) as claim:
        assert claim is not None
        claim.leave(None, LONG)
    assert ready(store) == LONG


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
def test_a_host_that_somebody_adds_to(store: Store, address: str, site_id: int, clock: Clock) -> None:
    """A host is free, and can be left alone, while somebody else adds an address of it."""
    with open_store(address, clock=clock) as other, other.together():
        other.queue.add([Waiting(url=f"https://{HOST}/2", site_id=site_id)])
        assert store.hosts.take(HOST, SHORT) is None
        store.hosts.leave(HOST, LONG)
        assert ready(store) == LONG
