"""What the papers' pictures show: scenes of flat shapes on a sheet of 160 by 90, varied by a seed."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["HEIGHT", "MOTIFS", "WIDTH", "Color", "Shape", "scene"]

WIDTH, HEIGHT = 160.0, 90.0

Color = tuple[int, int, int]
Shape = tuple[Color, tuple[tuple[float, float], ...]]

SKIES: tuple[tuple[Color, Color], ...] = (
    ((92, 142, 190), (222, 232, 236)),
    ((58, 88, 128), (240, 196, 150)),
    ((120, 134, 150), (206, 210, 210)),
    ((34, 44, 84), (188, 120, 110)),
    ((130, 180, 205), (250, 238, 210)),
)
NIGHT: tuple[Color, Color] = ((14, 18, 40), (52, 62, 96))
WALLS: tuple[Color, ...] = (
    (176, 120, 92),
    (198, 182, 160),
    (110, 118, 130),
    (154, 90, 74),
    (214, 196, 150),
    (92, 104, 96),
)


@dataclass
class Sheet:
    """The shapes of a scene, the hindmost first, and the dice that vary it."""

    dice: random.Random
    shapes: list[Shape] = field(default_factory=list)

    def poly(self, color: Color, *points: tuple[float, float]) -> None:
        """Add a shape by its corners."""
        self.shapes.append((color, points))

    def box(self, color: Color, x: float, y: float, width: float, height: float) -> None:
        """Add a rectangle."""
        self.poly(color, (x, y), (x + width, y), (x + width, y + height), (x, y + height))

    def disc(self, color: Color, x: float, y: float, radius: float) -> None:
        """Add a disc."""
        turns = [2 * math.pi * step / 28 for step in range(28)]
        self.poly(color, *((x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns))

    def bands(self, top: Color, bottom: Color, start: float, end: float, count: int = 14) -> None:
        """Fill a part of the sheet with one colour passing into another."""
        step = (end - start) / count
        for number in range(count):
            self.box(
                mixed(top, bottom, number / (count - 1)),
                0,
                start + number * step,
                WIDTH,
                end - start - number * step,
            )

    def ridge(self, color: Color, level: float, swing: float) -> None:
        """Add hills as wide as the sheet."""
        phase, waves = self.dice.uniform(0, 6), self.dice.uniform(1.2, 2.6)
        points = [(0.0, HEIGHT)]
        for step in range(33):
            x = step * 5.0
            lift = math.sin(phase + waves * x / 25) + 0.5 * math.sin(2.3 * phase + waves * x / 11)
            points.append((x, level - swing * lift))
        self.poly(color, *points, (WIDTH, HEIGHT))

    def sky(self, colors: tuple[Color, Color] | None = None, end: float = 70) -> None:
        """Fill the sky, with a sun or moon."""
        top, bottom = colors or self.dice.choice(SKIES)
        self.bands(top, bottom, 0, end)
        light = (250, 244, 214) if sum(top) > 150 else (226, 228, 236)
        self.disc(light, self.dice.uniform(20, 140), self.dice.uniform(10, 26), self.dice.uniform(4, 7))

    def houses(self, ground: float, least: float, most: float, lit: bool = False) -> None:
        """Set a row of houses on the ground."""
        x = -4.0
        while x < WIDTH:
            width, height = self.dice.uniform(9, 19), self.dice.uniform(least, most)
            wall = (34, 38, 54) if lit else self.dice.choice(WALLS)
            self.box(wall, x, ground - height, width, height)
            if not lit and self.dice.random() < 0.5:
                roof = mixed(wall, (60, 30, 26), 0.6)
                self.poly(
                    roof,
                    (x - 1, ground - height),
                    (x + width / 2, ground - height - 6),
                    (x + width + 1, ground - height),
                )
            pane = (246, 214, 128) if lit else mixed(wall, (40, 50, 64), 0.7)
            for row in range(int(height // 7)):
                for column in range(int(width // 5)):
                    if not lit or self.dice.random() < 0.6:
                        self.box(pane, x + 1.6 + column * 5, ground - height + 2.5 + row * 7, 2.2, 3.4)
            x += width + self.dice.choice((0.0, 0.0, 1.5))

    def people(self, ground: float, count: int, size: float) -> None:
        """Set people on the ground."""
        for _ in range(count):
            x, tall = self.dice.uniform(4, WIDTH - 4), size * self.dice.uniform(0.85, 1.15)
            coat = self.dice.choice(((60, 70, 98), (140, 60, 56), (70, 96, 78), (176, 150, 98), (44, 44, 52)))
            skin = self.dice.choice(((222, 184, 152), (150, 104, 78), (96, 66, 50)))
            self.poly(
                coat,
                (x - tall * 0.22, ground),
                (x - tall * 0.16, ground - tall * 0.7),
                (x + tall * 0.16, ground - tall * 0.7),
                (x + tall * 0.22, ground),
            )
            self.disc(skin, x, ground - tall * 0.82, tall * 0.13)


def mixed(one: Color, other: Color, share: float) -> Color:
    """Mix two colours."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def sea(sheet: Sheet) -> None:
    """Draw open water with a few waves."""
    sheet.sky(end=52)
    sheet.bands((64, 112, 134), (30, 62, 84), 50, HEIGHT, 8)
    for _ in range(14):
        x, y = sheet.dice.uniform(0, 150), sheet.dice.uniform(54, 88)
        sheet.box((150, 184, 192), x, y, sheet.dice.uniform(4, 14), 0.7)


def ship(sheet: Sheet) -> None:
    """Draw a container ship at sea."""
    sea(sheet)
    left = sheet.dice.uniform(16, 40)
    for column in range(9):
        for row in range(sheet.dice.randint(2, 4)):
            color = sheet.dice.choice(
                ((180, 74, 58), (60, 104, 150), (206, 170, 80), (86, 130, 92), (150, 150, 156))
            )
            sheet.box(color, left + 6 + column * 8, 46 - row * 4.2, 7.4, 3.8)
    sheet.box((232, 232, 228), left + 80, 32, 9, 18)
    sheet.poly((52, 40, 44), (left, 50), (left + 96, 50), (left + 90, 62), (left + 8, 62))
    sheet.poly((150, 60, 50), (left + 6, 59), (left + 91, 59), (left + 90, 62), (left + 8, 62))


def harbour(sheet: Sheet) -> None:
    """Draw a quay with boats and cranes."""
    sheet.sky(end=56)
    sheet.houses(56, 8, 20)
    for place in (30, 84, 130):
        x = place + sheet.dice.uniform(-8, 8)
        sheet.box((70, 76, 84), x, 18, 1.6, 38)
        sheet.box((70, 76, 84), x - 12, 18, 30, 1.6)
    sheet.bands((70, 104, 120), (38, 66, 84), 56, HEIGHT, 6)
    for place in (24, 70, 118):
        x = place + sheet.dice.uniform(-10, 10)
        sheet.poly(sheet.dice.choice(WALLS), (x - 12, 66), (x + 12, 66), (x + 8, 73), (x - 8, 73))
        sheet.poly((238, 234, 222), (x, 64), (x, 44), (x + 9, 64))


def bridge(sheet: Sheet) -> None:
    """Draw a bridge over a river."""
    sheet.sky()
    sheet.ridge((96, 122, 96), 56, 5)
    sheet.bands((110, 124, 110), (74, 92, 92), 62, HEIGHT, 6)
    color = sheet.dice.choice(((90, 84, 80), (146, 70, 56), (120, 126, 130)))
    sheet.box(color, 0, 50, WIDTH, 4)
    for x in range(14, 160, 33):
        sheet.box(color, x, 54, 4, 22)
        sheet.poly(color, (x + 2, 30), (x + 3, 30), (x + 18, 50), (x + 16.5, 50))
        sheet.poly(color, (x + 2, 30), (x + 1, 30), (x - 14, 50), (x - 12.5, 50))
        sheet.box(color, x + 1, 30, 2, 20)


def city(sheet: Sheet) -> None:
    """Draw a town by day."""
    sheet.sky()
    sheet.houses(72, 26, 54)
    sheet.box((96, 98, 102), 0, 72, WIDTH, 18)
    sheet.people(84, 7, 13)


def night(sheet: Sheet) -> None:
    """Draw a town by night."""
    sheet.sky(NIGHT)
    sheet.houses(76, 20, 52, lit=True)
    sheet.box((22, 24, 36), 0, 76, WIDTH, 14)


def hills(sheet: Sheet) -> None:
    """Draw hills behind hills."""
    sheet.sky()
    for level, color in ((46, (134, 158, 166)), (58, (98, 130, 112)), (72, (64, 100, 70))):
        sheet.ridge(color, level, sheet.dice.uniform(4, 9))


def field_of_rows(sheet: Sheet) -> None:
    """Draw a field in rows, up to the hills."""
    sheet.sky(end=48)
    sheet.ridge((106, 136, 116), 44, 5)
    for number in range(12):
        shade = (110, 140, 66) if number % 2 else (142, 168, 84)
        sheet.poly(
            shade,
            (80 + (number - 6) * 6, 48),
            (80 + (number - 5) * 6, 48),
            (80 + (number - 5) * 40, HEIGHT),
            (80 + (number - 6) * 40, HEIGHT),
        )
    sheet.people(66, 3, 10)


def market(sheet: Sheet) -> None:
    """Draw stalls and people."""
    sheet.bands((206, 200, 188), (170, 160, 146), 0, HEIGHT, 6)
    for place in range(4):
        x, color = (
            4 + place * 40,
            sheet.dice.choice(((184, 70, 60), (64, 120, 96), (208, 160, 70), (70, 100, 150))),
        )
        sheet.poly(color, (x, 26), (x + 34, 26), (x + 38, 38), (x - 4, 38))
        sheet.box((120, 88, 60), x, 56, 34, 10)
        for number in range(8):
            sheet.disc(
                sheet.dice.choice(((220, 140, 50), (190, 60, 50), (120, 160, 70), (240, 214, 110))),
                x + 3 + number * 4,
                54,
                2.2,
            )
    sheet.people(84, 9, 22)


def hall(sheet: Sheet) -> None:
    """Draw a hall with rows of people, listening."""
    sheet.bands((150, 128, 104), (100, 82, 66), 0, HEIGHT, 5)
    for x in range(10, 160, 30):
        sheet.box((226, 222, 200), x, 10, 14, 26)
    sheet.box((70, 54, 44), 58, 36, 44, 12)
    sheet.people(44, 3, 16)
    for row in range(3):
        sheet.people(66 + row * 12, 12, 18)


def pitch(sheet: Sheet) -> None:
    """Draw a playing field."""
    sheet.sky(end=30)
    sheet.box((70, 76, 92), 0, 18, WIDTH, 16)
    for number in range(8):
        sheet.box((78, 132, 70) if number % 2 else (92, 148, 80), 0, 34 + number * 7, WIDTH, 7)
    sheet.box((236, 240, 236), 0, 60, WIDTH, 0.8)
    sheet.people(70, 6, 14)
    sheet.disc((245, 245, 240), sheet.dice.uniform(30, 130), 78, 1.8)


def court(sheet: Sheet) -> None:
    """Draw a badminton court."""
    sheet.bands((52, 62, 84), (36, 44, 62), 0, 44, 4)
    sheet.poly((60, 126, 96), (20, 44), (140, 44), (WIDTH, HEIGHT), (0, HEIGHT))
    sheet.box((240, 240, 236), 24, 56, 112, 0.9)
    sheet.box((220, 220, 216), 18, 40, 124, 14)
    sheet.box((90, 110, 110), 18, 42, 124, 12)
    sheet.people(78, 2, 30)
    sheet.poly((250, 250, 246), (80, 20), (85, 15), (87, 22))


def portrait(sheet: Sheet) -> None:
    """Draw one person's head and shoulders."""
    sheet.bands(*sheet.dice.choice(SKIES), 0, HEIGHT, 8)
    skin = sheet.dice.choice(((224, 186, 156), (190, 140, 108), (120, 82, 62)))
    hair = sheet.dice.choice(((40, 32, 30), (96, 66, 44), (170, 168, 166), (196, 60, 80)))
    coat = sheet.dice.choice(((52, 64, 92), (120, 58, 62), (60, 88, 76), (54, 50, 58)))
    sheet.poly(coat, (38, HEIGHT), (52, 66), (108, 66), (122, HEIGHT))
    sheet.box(skin, 72, 56, 16, 14)
    sheet.disc(hair, 80, 36, 22)
    sheet.disc(skin, 80, 41, 18)
    sheet.disc((40, 36, 40), 73, 39, 1.7)
    sheet.disc((40, 36, 40), 87, 39, 1.7)
    sheet.box((150, 84, 78), 75, 49, 10, 1.4)


def train(sheet: Sheet) -> None:
    """Draw a train at a platform."""
    sheet.sky(end=50)
    sheet.houses(50, 8, 18)
    color = sheet.dice.choice(((70, 110, 150), (168, 70, 60), (96, 130, 96)))
    sheet.box(color, 10, 40, 142, 26)
    for x in range(16, 146, 14):
        sheet.box((220, 232, 236), x, 45, 9, 9)
    sheet.box((60, 62, 68), 0, 66, WIDTH, 4)
    sheet.box((164, 160, 152), 0, 74, WIDTH, 16)
    sheet.people(86, 6, 17)


def shelves(sheet: Sheet) -> None:
    """Draw shelves full of books."""
    sheet.box((84, 60, 42), 0, 0, WIDTH, HEIGHT)
    for row in range(4):
        x = 3.0
        while x < 154:
            width, height = sheet.dice.uniform(2.4, 5.5), sheet.dice.uniform(12, 18)
            sheet.box(
                sheet.dice.choice((*WALLS, (60, 84, 120), (150, 50, 54), (70, 104, 84))),
                x,
                row * 22 + 20 - height,
                width,
                height,
            )
            x += width + 0.3
        sheet.box((120, 88, 60), 0, row * 22 + 20, WIDTH, 2)


def rain(sheet: Sheet) -> None:
    """Draw heavy rain over roofs."""
    sheet.sky(((84, 94, 108), (142, 148, 152)))
    sheet.houses(78, 16, 34)
    for _ in range(90):
        x, y = sheet.dice.uniform(0, WIDTH), sheet.dice.uniform(0, HEIGHT)
        sheet.poly((196, 206, 214), (x, y), (x + 0.6, y), (x - 1.4, y + 6), (x - 2, y + 6))
    sheet.box((104, 116, 122), 0, 78, WIDTH, 12)


def cups(sheet: Sheet) -> None:
    """Draw cups on a table."""
    sheet.bands((110, 84, 64), (72, 52, 40), 0, HEIGHT, 5)
    for place in range(3):
        x, y = 34 + place * 46 + sheet.dice.uniform(-6, 6), 52 + sheet.dice.uniform(-8, 8)
        sheet.disc((232, 226, 214), x, y + 4, 18)
        sheet.disc((250, 248, 240), x, y, 13)
        sheet.disc(sheet.dice.choice(((92, 56, 34), (150, 100, 40), (120, 130, 60))), x, y, 10.5)


def chart(sheet: Sheet) -> None:
    """Draw bars of a chart."""
    sheet.box((250, 249, 245), 0, 0, WIDTH, HEIGHT)
    color = sheet.dice.choice(((44, 98, 140), (170, 70, 56), (70, 120, 84)))
    for number in range(8):
        height = sheet.dice.uniform(12, 64)
        sheet.box(
            color if number < 7 else mixed(color, (255, 255, 255), 0.4),
            14 + number * 17,
            80 - height,
            12,
            height,
        )
    sheet.box((60, 60, 60), 10, 80, 142, 0.8)
    for level in (20, 40, 60):
        sheet.box((214, 212, 206), 10, level, 142, 0.4)


def chart_map(sheet: Sheet) -> None:
    """Draw a map with coast, river and a marked place."""
    sheet.box((176, 208, 222), 0, 0, WIDTH, HEIGHT)
    sheet.ridge((226, 222, 200), 44, 8)
    sheet.ridge((206, 214, 180), 70, 6)
    x = sheet.dice.uniform(40, 120)
    sheet.poly((120, 170, 200), (x, 36), (x + 2, 36), (x - 16, HEIGHT), (x - 20, HEIGHT))
    sheet.disc((190, 50, 44), sheet.dice.uniform(30, 130), 58, 3)
    sheet.disc((190, 50, 44), sheet.dice.uniform(30, 130), 64, 2)


MOTIFS: dict[str, Callable[[Sheet], None]] = {
    "bridge": bridge,
    "chart": chart,
    "city": city,
    "court": court,
    "field": field_of_rows,
    "hall": hall,
    "harbour": harbour,
    "hills": hills,
    "map": chart_map,
    "market": market,
    "night": night,
    "pitch": pitch,
    "portrait": portrait,
    "rain": rain,
    "sea": sea,
    "shelves": shelves,
    "ship": ship,
    "tea": cups,
    "train": train,
}


def scene(motif: str, seed: str) -> list[Shape]:
    """Give the shapes of a scene; raises `KeyError` where there is no such motif."""
    sheet = Sheet(random.Random(f"{motif}/{seed}"))  # noqa: S311 - repeatable, not unguessable
    sheet.box((112, 118, 122), 0, 0, WIDTH, HEIGHT)
    MOTIFS[motif](sheet)
    return sheet.shapes
