"""Matplotlib's SVG, dressed for the page: classes instead of colours, links instead of bare marks, one drawing for two widths.

Belongs here: reading geometry out of matplotlib's SVG and writing ours. Does not belong here: what is drawn (see `plots`).

Matplotlib's own file carries colours and fonts in style attributes, which our Content-Security-Policy forbids and a dark page cannot
change. One figure is kept and reused, and its axes are off: making axes and laying out their text takes nine tenths of the time of
a picture, and a report has thousands.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from io import StringIO

import matplotlib as mpl
from lxml import etree
from markupsafe import Markup
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "demarche", "path.simplify": False})

WIDTHS = {"wide": 880, "narrow": 358}  # CSS pixels; the stylesheet shows one of them
_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
_DRAWN_WIDTH = 1000
_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_DOT = Path.unit_circle()  # only where it stands is read; its looks are the page's own


@dataclass(frozen=True, slots=True)
class Link:
    """What a mark leads to and says."""

    href: str
    css: str  # class names; the first names the shape
    words: str  # shown when pointed at; the first line is what a screen reader says
    key: str  # id of the claim or position


@dataclass(frozen=True, slots=True)
class Label:
    """A word at a place: x and y in data, or None for the left or the bottom edge."""

    text: str
    x: float | None
    y: float | None
    css: str  # `start`, `middle` or `end`, and what it is
    on: str = ""  # the width it is for; both where empty


@dataclass(slots=True)
class Picture:
    """What is to be drawn, in data coordinates."""

    title: str
    height: int  # CSS pixels
    margins: dict[str, tuple[int, int]]  # width's name → pixels left and right of the drawing
    x_limits: tuple[float, float]
    y_limits: tuple[float, float]
    bottom: int = 26  # pixels below the drawing, for words
    lines: list[tuple[str, Sequence[float], Sequence[float]]] = field(default_factory=list)  # class, xs, ys
    points: list[tuple[float, float, Link]] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)


class Canvas:
    """One matplotlib figure that draws every picture."""

    def __init__(self) -> None:
        """Make the figure; its axes fill it and show nothing of their own."""
        self._figure = Figure(figsize=(_DRAWN_WIDTH / 72, 1), dpi=72)
        self._canvas = FigureCanvasSVG(self._figure)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()

    def draw(self, picture: Picture) -> Markup:
        """The picture as SVG elements, one for each width; the words of its marks are in the wide one. All text in it is escaped."""
        inner = picture.height - picture.bottom - 8
        self._figure.set_size_inches(_DRAWN_WIDTH / 72, inner / 72)
        self._axes.set_xlim(picture.x_limits)
        self._axes.set_ylim(picture.y_limits)
        strokes = [list(zip(xs, ys, strict=True)) for _, xs, ys in picture.lines]
        lines = LineCollection(strokes, gid="lines", clip_on=False)
        self._axes.add_collection(lines, autolim=False)
        if picture.points:
            places = [(x, y) for x, y, _ in picture.points]
            points = PathCollection([_DOT], [1], offsets=places, offset_transform=self._axes.transData, facecolors="k", edgecolors="k")
            points.set(transform=IdentityTransform(), gid="points", clip_on=False, urls=[f"#{at}" for at in range(len(places))])
            self._axes.add_collection(points, autolim=False)
        drawn = self._read()
        for artist in list(self._axes.collections):
            artist.remove()
        return Markup("").join(Markup(_Sheet(picture, name, inner).write(drawn)) for name in WIDTHS)  # noqa: S704 - escaped word by word

    def _read(self) -> "_Drawn":
        target = StringIO()
        self._canvas.print_svg(target, metadata=_NO_METADATA)
        lines: list[list[tuple[float, float]]] = []
        points: list[tuple[int, float, float]] = []
        for group in etree.fromstring(target.getvalue().encode()).iter(f"{_SVG}g"):
            gid = group.get("id", "")
            if gid == "lines":
                for path in group.iter(f"{_SVG}path"):
                    numbers = [float(number) for number in _NUMBER.findall(path.get("d", ""))]
                    lines.append(list(zip(numbers[::2], numbers[1::2], strict=True)))
            elif gid == "points":
                for anchor in group.iter(f"{_SVG}a"):
                    use = next(anchor.iter(f"{_SVG}use"))
                    points.append((int(anchor.get(_XLINK, "#0")[1:]), float(use.get("x", "0")), float(use.get("y", "0"))))
        return _Drawn(lines, points)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Geometry in the pixels of the drawing, from its upper left corner."""

    lines: list[list[tuple[float, float]]]  # in the order of the picture's
    points: list[tuple[int, float, float]]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A picture at one width."""

    picture: Picture
    name: str
    inner: int

    def write(self, drawn: _Drawn) -> str:
        width, height = WIDTHS[self.name], self.picture.height
        body = "".join([*self._lines(drawn), *map(self._label, self._labels()), *self._marks(drawn)])
        return (
            f'<svg class="plot {self.name}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group" '
            f'aria-label="{escape(self.picture.title)}">{body}</svg>'
        )

    def _x(self, drawn_x: float) -> float:
        left, right = self.picture.margins[self.name]
        return left + drawn_x / _DRAWN_WIDTH * (WIDTHS[self.name] - left - right)

    def _lines(self, drawn: _Drawn) -> Iterable[str]:
        for (css, _, _), line in zip(self.picture.lines, drawn.lines, strict=True):
            places = [(_say(self._x(x)), _say(y + 8)) for x, y in line]
            if places:
                yield f'<path class="{css}" d="M{"L".join(f"{x} {y}" for x, y in _corners(places))}"/>'

    def _labels(self) -> Iterable[Label]:
        return (label for label in self.picture.labels if label.on in ("", self.name))

    def _label(self, label: Label) -> str:
        x_low, x_high = self.picture.x_limits
        y_low, y_high = self.picture.y_limits
        left = self.picture.margins[self.name][0]
        x = left - 8 if label.x is None else self._x((label.x - x_low) / (x_high - x_low) * _DRAWN_WIDTH)
        y = (
            self.picture.height - self.picture.bottom + 20.0
            if label.y is None
            else 8 + (y_high - label.y) / (y_high - y_low) * self.inner + 4
        )
        return f'<text class="{label.css}" x="{_say(x)}" y="{_say(y)}">{escape(label.text)}</text>'

    def _marks(self, drawn: _Drawn) -> Iterable[str]:
        for at, drawn_x, drawn_y in drawn.points:
            link = self.picture.points[at][2]
            x, y, head = _say(self._x(drawn_x)), _say(drawn_y + 8), link.words.split("\n", 1)[0]
            is_wide = self.name == "wide"  # its marks carry their words; those of the narrow one say their first line
            words, label = (f"<title>{escape(link.words)}</title>", "") if is_wide else ("", f' aria-label="{escape(head)}"')
            yield (
                f'<a class="m {link.css}" href="{escape(link.href)}" data-c="{escape(link.key)}"{label}>{words}'
                f'<circle class="hit" cx="{x}" cy="{y}" r="9"/><use href="#s-{link.css.split()[0]}" x="{x}" y="{y}"/></a>'
            )


def _corners(places: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """The places without repeats."""
    return [place for at, place in enumerate(places) if at == 0 or place != places[at - 1]]


def _say(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
