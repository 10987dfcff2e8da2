"""Outlines of rings: ellipses, the ink around them rolled out by angle and radius."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from qtdocs.scan.sheet import Pixels

ANGLES = 180
STEPS = 100
"""Rolled-out columns to one radius of the outline."""
REACH = 1.32
"""How far a rolled-out picture goes beyond the outline, in its radii."""
Floats: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """An ellipse on a picture, in its pixels."""

    x: float
    """Centre, to the right."""
    y: float
    """Centre, down."""
    major: float
    """Half the longer axis."""
    minor: float
    """Half the shorter axis."""
    angle: float = 0.0
    """Degrees by which the longer axis is turned clockwise from the horizontal."""

    @property
    def radius(self) -> float:
        """Of the circle of the same area."""
        return math.sqrt(self.major * self.minor)

    @property
    def flatness(self) -> float:
        """The longer axis over the shorter one."""
        return self.major / max(self.minor, 1e-6)

    def scaled(self, factor: float) -> Outline:
        """The same ellipse larger by a factor, around the same centre."""
        return replace(self, major=self.major * factor, minor=self.minor * factor)

    def points(self, angles: Floats, radii: Floats | np.float32) -> tuple[Floats, Floats]:
        """Where these angles (radians from the longer axis) and radii (1 is the outline) are on the picture."""
        along, across = self.major * radii * np.cos(angles), self.minor * radii * np.sin(angles)
        turn = math.radians(self.angle)
        right = self.x + along * math.cos(turn) - across * math.sin(turn)
        down = self.y + along * math.sin(turn) + across * math.cos(turn)
        return right.astype(np.float32), down.astype(np.float32)

    def radii_of(self, right: Floats, down: Floats) -> Floats:
        """How far these points are from the centre; 1 is on the outline."""
        turn = math.radians(self.angle)
        along = (right - self.x) * math.cos(turn) + (down - self.y) * math.sin(turn)
        across = -(right - self.x) * math.sin(turn) + (down - self.y) * math.cos(turn)
        return np.asarray(np.hypot(along / self.major, across / self.minor), dtype=np.float32)

    def normals(self, right: Floats, down: Floats) -> tuple[Floats, Floats]:
        """For points near the outline: the unit vectors that lead straight outwards there."""
        turn = math.radians(self.angle)
        cosine, sine = math.cos(turn), math.sin(turn)
        along = ((right - self.x) * cosine + (down - self.y) * sine) / self.major**2
        across = (-(right - self.x) * sine + (down - self.y) * cosine) / self.minor**2
        length = np.hypot(along, across) + 1e-12
        return (
            np.asarray((along * cosine - across * sine) / length, dtype=np.float32),
            np.asarray((along * sine + across * cosine) / length, dtype=np.float32),
        )

    def angles_of(self, right: Floats, down: Floats) -> Floats:
        """The angles of points from the longer axis, in radians."""
        turn = math.radians(self.angle)
        along = (right - self.x) * math.cos(turn) + (down - self.y) * math.sin(turn)
        across = -(right - self.x) * math.sin(turn) + (down - self.y) * math.cos(turn)
        return np.asarray(np.arctan2(across / self.minor, along / self.major), dtype=np.float32)


def angles_around() -> Floats:
    """The angles of the rows of a rolled-out picture, in radians."""
    return (np.arange(ANGLES) * (2 * math.pi / ANGLES)).astype(np.float32)


def unrolled(ink: Pixels, outline: Outline) -> Floats:
    """The ink around an outline: a row for each angle, ``STEPS`` columns to the outline; 0 to 1."""
    import cv2

    radii = ((np.arange(round(STEPS * REACH)) + 0.5) / STEPS).astype(np.float32)
    right, down = outline.points(angles_around()[:, None], radii[None, :])
    rolled = cv2.remap(ink, right, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    return np.asarray(rolled / np.float32(255), dtype=np.float32)


def circle_of(right: Floats, down: Floats) -> Outline | None:
    """The circle nearest to these points, three or more; none where they lie on a straight line."""
    middle = float(right.mean()), float(down.mean())
    x, y = right.astype(np.float64) - middle[0], down.astype(np.float64) - middle[1]
    system = np.stack([x, y, np.ones_like(x)], axis=1)
    (twice_x, twice_y, rest), _, rank, _ = np.linalg.lstsq(system, x * x + y * y, rcond=None)
    square = rest + (twice_x**2 + twice_y**2) / 4
    if rank < 3 or not 4 < square < 1e8:
        return None
    radius = math.sqrt(square)
    return Outline(x=middle[0] + twice_x / 2, y=middle[1] + twice_y / 2, major=radius, minor=radius)


def ellipse_of(right: Floats, down: Floats) -> Outline | None:
    """The ellipse nearest to these points, five or more; none where they lie on no ellipse."""
    import cv2

    points = np.stack([right, down], axis=1).astype(np.float32)
    (x, y), (first, second), angle = cv2.fitEllipseDirect(points)
    if not all(map(math.isfinite, (x, y, first, second, angle))) or min(first, second) < 2:
        return None
    if first < second:
        first, second, angle = second, first, angle + 90
    return Outline(x=x, y=y, major=first / 2, minor=second / 2, angle=(angle + 90) % 180 - 90)
