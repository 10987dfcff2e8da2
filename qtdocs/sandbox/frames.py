"""Messages between program and worker: a mark, a length, and that many bytes."""

from __future__ import annotations

import math
import socket
import struct
import time

_HEAD = struct.Struct(">4sQ")
_MARK = b"qtd\x01"
_PIECE = 1 << 20


class TooLongError(Exception):
    """A message longer than the receiver takes; its body was not read."""


def send(channel: socket.socket, body: bytes, *, deadline: float = math.inf) -> None:
    """Sends one message.

    Raises:
        TimeoutError: the deadline (on the monotonic clock) passed.
        OSError: the other side has gone.
    """
    channel.settimeout(_left(deadline))
    channel.sendall(_HEAD.pack(_MARK, len(body)) + body)


def receive(channel: socket.socket, *, limit: float = math.inf, deadline: float = math.inf) -> bytes:
    """The next message.

    Raises:
        TimeoutError: the deadline (on the monotonic clock) passed.
        EOFError: the other side closed.
        OSError: the other side has gone.
        ValueError: what came is no message.
        TooLongError: it has more than ``limit`` bytes.
    """
    mark, length = _HEAD.unpack(_exactly(channel, _HEAD.size, deadline))
    if mark != _MARK:
        raise ValueError("no message")
    if length > limit:
        raise TooLongError
    return _exactly(channel, length, deadline)


def nothing_waits(channel: socket.socket) -> bool:
    """Whether the other side is silent and still there."""
    channel.setblocking(False)
    try:
        channel.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _exactly(channel: socket.socket, count: int, deadline: float) -> bytes:
    """So many bytes; the deadline is for all of them together."""
    data = bytearray()
    while len(data) < count:
        channel.settimeout(_left(deadline))
        piece = channel.recv(min(count - len(data), _PIECE))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)


def _left(deadline: float) -> float | None:
    """Seconds to wait; a moment even when late, so that what has already come is still read."""
    return None if deadline == math.inf else max(deadline - time.monotonic(), 0.001)
