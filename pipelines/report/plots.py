"""Pictures of positions over time, of who stands where, and of the corpus by month.

Belongs here: what is drawn where. Does not belong here: the rows (see `pictures`), the drawing (see `canvas`) and the looks (see
`static/report.css`).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from pipelines.report.canvas import Canvas, Label, Link, Picture
from pipelines.report.words import say_month

HEIGHT = 264
_BIN_SHARE = 70  # marks closer than a 70th of the width and of equal score are moved apart
_STEP_APART = 0.035
_MONTHS_APART = (1, 2, 3, 6, 12, 24, 60, 120, 240)
_STILL_STANDING = timedelta(days=90)
_DATE_TICKS = {"wide": 8, "narrow": 4}


@dataclass(frozen=True, slots=True)
class Mark:
    """A claim or a position, as a point."""

    on: date
    score: float
    link: Link


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch in which a position stood."""

    line: str  # which line it belongs to: the counterpart's or the actor's code
    begins_on: date
    ends_on: date | None
    score: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """What one picture shows."""

    title: str
    steps: Sequence[Step]
    marks: Sequence[Mark]
    until: date  # open stretches are drawn to here at most


class Plotter:
    """Draws every picture of one report."""

    def __init__(self, acts: Mapping[str, float]) -> None:
        """Take the acts and their scores, which label the axis."""
        self._canvas = Canvas()
        self._ticks = _act_ticks(acts)

    def timeline(self, shown: Timeline) -> Markup:
        """Score over time as steps, with marks."""
        first, last = _span(shown)
        picture = Picture(shown.title, HEIGHT, {"wide": (70, 64), "narrow": (64, 42)}, (first.toordinal(), last.toordinal()), (-0.92, 0.82))
        for score, act in self._ticks.items():
            picture.lines.append(("zero" if score == 0 else "rule", picture.x_limits, (score, score)))
            picture.labels.append(Label(act, None, score, "end"))
        _add_date_ticks(picture, first, last)
        _add_steps(picture, shown.steps, last)
        picture.points.extend(_spread(shown.marks, (last - first).days))
        return self._canvas.draw(picture)

    def standing(self, title: str, rows: Sequence[tuple[str, Sequence[Mark]]]) -> Markup:
        """Who stands where: one row an actor, a mark at the score of each position."""
        margins = {"wide": (160, 30), "narrow": (100, 20)}
        picture = Picture(title, 62 + 24 * len(rows), margins, (-0.92, 0.82), (len(rows) - 0.4, -0.6), bottom=40)
        for at, (score, act) in enumerate(self._ticks.items()):
            picture.lines.append(("zero" if score == 0 else "rule", (score, score), picture.y_limits))
            picture.labels.append(Label(act, score, None, "middle low" if at % 2 else "middle", on="wide"))
            if at % 3 == 0:
                picture.labels.append(Label(act, score, None, "middle", on="narrow"))
        for at, (label, marks) in enumerate(rows):
            picture.labels.append(Label(label, None, at, "end name"))
            taken: Counter[float] = Counter()
            for mark in marks:
                picture.points.append((mark.score + _offset(taken[mark.score], 5) / 2, at, mark.link))
                taken[mark.score] += 1
        return self._canvas.draw(picture)

    def volume(self, title: str, months: Sequence[tuple[date, int]]) -> Markup:
        """Articles a month as bars; a month with none is a gap."""
        first, last = months[0][0], months[-1][0] + timedelta(days=31)
        top = max(1, *(count for _, count in months))
        picture = Picture(title, 130, {"wide": (54, 12), "narrow": (48, 12)}, (first.toordinal(), last.toordinal()), (0, top))
        picture.lines.append(("zero", picture.x_limits, (0, 0)))
        picture.lines.extend(("bar", (month.toordinal() + 15,) * 2, (0, count)) for month, count in months if count)
        picture.labels += [Label("0", None, 0, "end"), Label(f"{top:,}", None, top, "end")]
        _add_date_ticks(picture, first, last)
        return self._canvas.draw(picture)


def _act_ticks(acts: Mapping[str, float]) -> dict[float, str]:
    """Scores in order, each labelled by the first act that has it."""
    ticks: dict[float, str] = {}
    for act, score in sorted(acts.items(), key=lambda item: (item[1], item[0])):
        ticks.setdefault(score, act)
    return ticks


def _add_date_ticks(picture: Picture, first: date, last: date) -> None:
    """First days of months, evenly apart, as many as each width has room for; years alone where they are a year or more apart."""
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)  # month numbers whose first day is inside
    for on, most in _DATE_TICKS.items():
        apart = next((step for step in _MONTHS_APART if len(months) <= step * most), _MONTHS_APART[-1])
        days = [date(number // 12, number % 12 + 1, 1) for number in months if number % apart == 0]
        words = [str(day.year) if apart >= 12 else say_month(day) for day in days]
        picture.labels += [Label(word, day.toordinal(), None, "middle", on=on) for word, day in zip(words, days, strict=True)]


def _span(shown: Timeline) -> tuple[date, date]:
    """First and last day of the picture, with a little room; at least two months.

    What still stands is drawn on for as long again as there is something to see, at most to the last day of the corpus.
    """
    days = [step.begins_on for step in shown.steps] + [mark.on for mark in shown.marks]
    first, last = min(days), max(days)
    if any(step.ends_on is None for step in shown.steps):
        last = max(last, min(shown.until, last + max(last - first, _STILL_STANDING)))
    room = max((last - first).days // 40, 3)
    first = min(first, last - timedelta(days=60)) if (last - date.min).days > 60 else first
    return max(first, date.min + timedelta(days=room)) - timedelta(days=room), min(last, date.max - timedelta(days=room)) + timedelta(
        days=room
    )


def _add_steps(picture: Picture, steps: Sequence[Step], last: date) -> None:
    """One line a counterpart, level while a position stands; its name where it ends, with an arrow where it still stands."""
    by_line: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        by_line[step.line].append(step)
    ends: dict[float, list[str]] = defaultdict(list)
    for at, (line, stretches) in enumerate(by_line.items()):
        days: list[float] = []
        scores: list[float] = []
        for step in sorted(stretches, key=lambda step: step.begins_on):
            days += [step.begins_on.toordinal(), (step.ends_on or last).toordinal()]
            scores += [step.score, step.score]
        picture.lines.append((f"step line-{min(at, 5)}", days, scores))
        still = "→" if any(step.ends_on is None for step in stretches) else ""
        ends[scores[-1]].append(line + still)
    for score, lines in ends.items():
        for on, most in (("wide", 2), ("narrow", 1)):
            words = " ".join(lines[:most]) + (f" +{len(lines) - most}" if len(lines) > most else "")
            picture.labels.append(Label(words, last.toordinal(), score, "start end-label", on=on))


def _spread(marks: Sequence[Mark], days: int) -> list[tuple[float, float, Link]]:
    """Marks as points, those that would hide each other moved apart."""
    taken: Counter[tuple[int, float]] = Counter()
    points = []
    for mark in marks:
        place = (mark.on.toordinal() * _BIN_SHARE // max(days, 1), mark.score)
        points.append((float(mark.on.toordinal()), mark.score + _offset(taken[place], 2), mark.link))
        taken[place] += 1
    return points


def _offset(nth: int, most: int) -> float:
    """0, up, down, further up …: at most `most` steps away from the true score."""
    size = min((nth + 1) // 2, most) * _STEP_APART
    return size if nth % 2 else -size
