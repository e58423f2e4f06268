"""A plot as SVG that stands on a page by itself: its text stays text and follows a dark page, and the same plot gives the same bytes.

Belongs here: the sheet, its frame and its writing. Does not belong here: what is drawn on it, and the report's pictures, which take
their looks from its stylesheet.
"""

from collections.abc import Callable
from html import escape
from io import StringIO
from typing import Any

FRAME = "#7f8c9a"  # of axes and rules, seen on a light page and on a dark one
INK = "#2c7fb8"
_STYLE = "<style>text{font:12px system-ui,sans-serif}@media(prefers-color-scheme:dark){text{fill:#e4ebf2!important}}</style>"


def draw_svg(inches: tuple[float, float], area: tuple[float, float, float, float], label: str, plot: Callable[[Any], None]) -> str:
    """What `plot` draws on matplotlib's axes.

    Args:
        inches: Width and height of the sheet, of 72 pixels each.
        area: Left, bottom, width and height of the axes, as shares of the sheet.
        label: What the picture says, for who cannot see it.
        plot: Draws on the axes.
    """
    import matplotlib as mpl  # here, since few commands draw
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "demarche"}):
        figure = Figure(figsize=inches, dpi=72)
        FigureCanvasSVG(figure)
        figure.patch.set_alpha(0.0)
        axes = figure.add_axes(area)
        axes.patch.set_alpha(0.0)
        plot(axes)
        axes.tick_params(color=FRAME)
        axes.spines[:].set_color(FRAME)
        target = StringIO()
        figure.savefig(target, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    drawn = target.getvalue()
    start = drawn.index("<svg")
    opened = drawn.index(">", start)
    return f'{drawn[start:opened]} role="img" aria-label="{escape(label)}">\n{_STYLE}{drawn[opened + 1 :]}'
