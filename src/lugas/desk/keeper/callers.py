"""Whose program asks from this machine: a proxy runs under an account of its own, which Linux tells of a connection.

A proxy that passes requests on as they are cannot be told from a browser by what they hold.
"""

from __future__ import annotations

import ipaddress
import logging
import os
import socket
import struct
import sys

from starlette.types import Scope

__all__ = ["Callers"]

_LOG = logging.getLogger("lugas.desk")

End = tuple[str, int]  # an address and a port

# Asking the kernel for one connection: linux/netlink.h, linux/inet_diag.h.
DIAGNOSIS = 4  # the family of netlink that tells of sockets
BY_FAMILY, REQUEST, WRONG = 20, 1, 2  # kinds of messages
HEAD = struct.Struct("=IHHII")
ASKED = struct.Struct("=BBBBI")
ANY = struct.pack("=I", 0) + b"\xff" * 8  # any interface, no cookie
ANSWER = struct.Struct("=BBBB48sIIII")  # family, state, two timers, ends, expiry, two queues, account
ESTABLISHED = 1
SECONDS = 1.0  # for an answer that comes at once

# Accounts of services as Linux distributions number them: those of the system, those that systemd makes while a
# service runs, and nobody. The first, of root, is left out: it is also who brings what a Windows browser asks of WSL.
SERVICES = (range(1, 1_000), range(61_184, 65_536))


class Callers:
    """Tells whose programs ask, where the system does so; it is asked once, at the start, whether it does."""

    def __init__(self) -> None:
        self._can_tell = can_tell()
        if not self._can_tell and sys.platform == "linux":
            _LOG.warning("the system does not tell whose programs ask: a proxy may not be known for one")

    def is_of_service(self, scope: Scope) -> bool:
        """Tell whether a request was brought by a program of an account that no person has, as far as it can be known.

        True also where whoever brought it is gone, and so cannot be known any more, since nobody waits for an answer
        then; and where a system that does tell cannot at the time, as when no more files may be opened.
        """
        client, server = scope.get("client"), scope.get("server")
        if not client or not server or not client[1] or not server[1] or not self._can_tell:
            return False
        try:
            account = account_of((client[0], client[1]), (server[0], server[1]))
        except ValueError:
            return False
        except OSError:
            return True
        return account is None or is_account_of_service(account)


def is_account_of_service(account: int) -> bool:
    """Tell whether an account is a service's, and not the desk's own."""
    return account != os.geteuid() and any(account in known for known in SERVICES)


def account_of(near: End, far: End) -> int | None:
    """Give the account that holds the near end of a connection open, `None` where nobody does.

    Raises `OSError` where the system does not tell, `ValueError` where an end is no address.
    """
    family = socket.AF_INET6 if ":" in near[0] else socket.AF_INET
    ends = struct.pack("!HH", near[1], far[1]) + packed(near[0]) + packed(far[0])
    body = ASKED.pack(family, socket.IPPROTO_TCP, 0, 0, 1 << ESTABLISHED) + ends + ANY
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, DIAGNOSIS) as asking:
        asking.settimeout(SECONDS)
        asking.send(HEAD.pack(HEAD.size + len(body), BY_FAMILY, REQUEST, 0, 0) + body)
        told = asking.recv(4_096)
    if HEAD.unpack_from(told)[1] == WRONG or len(told) < HEAD.size + ANSWER.size:
        return None
    answer = ANSWER.unpack_from(told, HEAD.size)
    return int(answer[8]) if answer[1] == ESTABLISHED else None


def packed(address: str) -> bytes:
    """Give an address as the kernel is asked for it."""
    return ipaddress.ip_address(address).packed.ljust(16, b"\0")


def can_tell() -> bool:
    """Tell whether this system says whose a connection is, by asking for one of the desk's own."""
    if sys.platform != "linux":
        return False
    try:
        with socket.create_server(("127.0.0.1", 0)) as listening:
            far = listening.getsockname()
            with socket.create_connection(far, timeout=SECONDS) as connection:
                return account_of(connection.getsockname(), far) == os.geteuid()
    except OSError:
        return False
