"""What speaks for each day a claim can be about, from the paragraphs of its story.

Belongs here: cues of how far a day is told away in paragraphs, and where the claim stands in its own. Does not belong here: cutting a
story into paragraphs (whoever makes the `Story`), how much each cue counts (`claim_weights.csv`).
"""

from collections.abc import Iterator

from pipelines.dating.claim_options import Option, Setting, Source

_GAPS = ((0, "same"), (1, "next"), (2, "near"), (4, "off"))  # paragraphs at most
_TOLD = (Source.BEFORE, Source.AFTER, Source.HEAD)


def claim_paragraph_cues(setting: Setting) -> Iterator[str]:
    """Cues of the claim's own paragraph; none where the story knows no paragraphs."""
    paragraphs = setting.story.paragraphs
    if paragraphs:
        own = paragraphs[setting.place]
        yield f"paragraph-place={min(setting.place - paragraphs.index(own), 3)}"
        yield f"paragraph-length={min(paragraphs.count(own), 4)}"


def paragraph_cues(option: Option, setting: Setting) -> Iterator[str]:
    """Cues of an option that another sentence tells."""
    paragraphs = setting.story.paragraphs
    if paragraphs and option.source in _TOLD:
        away = abs(paragraphs[setting.place] - paragraphs[option.place(setting)])
        gap = next((word for most, word in _GAPS if away <= most), "far")
        yield f"paragraph={gap}"
        yield f"paragraph={gap}+gap={min(option.gap, 3)}"
        yield f"paragraph={gap}+rank={min(option.rank, 2)}"
