"""Groups of near copies among a few hundred texts; what is near is said by discussion (copies.py)."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import TypeVar

from app.discussion.copies import is_copy, letters_of, sketch

Key = TypeVar("Key", bound=Hashable)
SHORTEST = 4  # letters; shorter words ("spam") say nothing of who else used them
MEETINGS = 8  # texts that share a band are compared with so many groups at most


def group_copies(texts: Iterable[tuple[Key, str]], least: int) -> list[list[Key]]:
    """Group texts that say the same in almost the same words, the largest group first, leaving out those smaller than `least`.

    A text is compared with the first of each group. Short texts stand together only where their letters are the same.
    """
    groups: list[list[Key]] = []
    faces: list[str] = []
    by_band: dict[object, list[int]] = defaultdict(list)
    for key, text in texts:
        letters = letters_of(text)
        if len(letters) < SHORTEST:
            continue
        drawn = sketch(text)
        names: list[object] = [letters] if drawn is None else list(drawn.bands())
        met = dict.fromkeys(at for name in names for at in by_band[name])
        near = (at for at in list(met)[:MEETINGS] if drawn is None or is_copy(letters, faces[at]))
        if (found := next(near, None)) is not None:
            groups[found].append(key)
            continue
        for name in names:
            by_band[name].append(len(groups))
        groups.append([key])
        faces.append(letters)
    return sorted((group for group in groups if len(group) >= least), key=len, reverse=True)
