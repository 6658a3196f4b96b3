"""The arguments that the campaigns of synthetic discussions make, counted in bulk.

Who repeats a campaign's text on one place makes one argument with the others there, as they would by actions.py. The remarks of the
pool are left alone: each stands for many different ones, and is used often only because rendering a million texts takes long.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import repeat

from sqlalchemy.orm import Session

from app.bills.models import Bill
from app.discussion import arguments
from app.discussion.argument_models import Argument, Voice
from app.discussion.copies import sketch
from app.discussion.made_up import STANCES, Talk
from app.discussion.models import Comment
from app.discussion.phrases import campaign_texts, remarks
from app.kernel.bulk import insert_columns


class Repeats:
    """The comments that repeat a campaign's text, by the argument that they make; made before the comments are stored."""

    def __init__(self, session: Session, bill: Bill, talk: Talk, ranks: Sequence[int], first: int) -> None:
        self._session, self._bill, self._talk, self._first = session, bill, talk, first
        self._texts, self._pool = campaign_texts(), len(remarks())
        self.made: dict[int, list[int]] = {}
        self._faces: list[Comment] = []
        together: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, (text, root) in enumerate(zip(talk.text, talk.root, strict=True)):
            if text >= self._pool and root < 0:
                together[text, talk.place[number]].append(number)
        for (text, place), numbers in together.items():
            self._place(text, ranks[place], numbers)

    def _place(self, text: int, rank: int, numbers: list[int]) -> None:
        """Find the argument that comments make, or begin one; the first comment becomes its face where there was none."""
        body, position = self._texts[text - self._pool].source, STANCES[self._talk.stance[numbers[0]]]
        said = Comment(
            id=self._first + numbers[0], bill_id=self._bill.id, place_rank=rank, body=body, position=position
        )
        drawn = sketch(body)
        if drawn is None:
            return
        like = arguments.find_like(self._session, said, drawn)
        if like is None:
            self._faces.append(said)
        if like is not None or len(numbers) > 1:
            argument_id = (
                like.argument_id or arguments.begin(self._session, self._bill.id, like) if like else self._new()
            )
            self.made[argument_id] = numbers

    def _new(self) -> int:
        argument = Argument(bill_id=self._bill.id)
        self._session.add(argument)
        self._session.flush()
        return argument.id

    def column(self) -> Iterator[int | None]:
        """The argument of each comment, in their order."""
        of = {number: argument_id for argument_id, numbers in self.made.items() for number in numbers}
        return map(of.get, range(len(self._talk.text)))

    def count(self, person: Callable[[int], int]) -> int:
        """Count the voices, who are new, and let near copies find the faces; return how many more copies the bill has."""
        copies = 0
        for argument_id, numbers in self.made.items():
            spoke = Counter(person(self._talk.author[number]) for number in numbers)
            voices = {"argument_id": repeat(argument_id), "person_id": spoke, "comment_count": spoke.values()}
            insert_columns(self._session, Voice, voices)
            argument = self._session.get_one(Argument, argument_id, populate_existing=True)
            if argument.dissolved_seq is None:
                copies += len(numbers) - (argument.comment_count == 0)
            argument.comment_count += len(numbers)
            argument.voice_count += len(spoke)
        self._session.flush()
        for face in self._faces:
            arguments.remember(self._session, face, sketch(face.body or ""))
        return copies
