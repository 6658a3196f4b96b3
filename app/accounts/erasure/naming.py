"""By what words somebody is named, and how other words go on without that."""

import re
from dataclasses import dataclass
from functools import cached_property

FORMER = "former-participant-"
UNNAMED = "…"


def is_former(handle: str) -> bool:
    """Whether a handle is what stands in the place of an erased one."""
    return handle.startswith(FORMER)


@dataclass(frozen=True)
class Names:
    """A handle and an e-mail address.

    In words about the person the handle counts as a word by itself, among Chinese characters too; elsewhere only as @handle, since
    many a handle is a common word.
    """

    handle: str
    email: str | None

    @property
    def needles(self) -> list[str]:
        """What to look for in words that are about anybody."""
        return [f"@{self.handle}", *([self.email] if self.email else [])]

    @cached_property
    def _about(self) -> re.Pattern[str]:
        handle = re.escape(self.handle)
        word = rf"(?<![A-Za-z0-9_-]){handle}(?![A-Za-z0-9_-])"
        return re.compile("|".join([word, *([re.escape(self.email)] if self.email else [])]), re.IGNORECASE)

    def is_in(self, words: str, *, about: bool) -> bool:
        """Whether somebody is named in words that are about them, or about whomever."""
        if about:
            return self._about.search(words) is not None
        return any(needle.casefold() in words.casefold() for needle in self.needles)

    def taken_out(self, words: str) -> str:
        """Words about somebody without the names."""
        return self._about.sub(UNNAMED, words)
