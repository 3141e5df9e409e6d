"""The documents that a case can have: the one table to add a document type to."""

from __future__ import annotations

from dataclasses import dataclass

from avtal.model.action_plan import ActionPlan
from avtal.model.agreement import Agreement
from avtal.model.communication import CommunicationPlan
from avtal.model.document import DocumentContent
from avtal.model.follow_up import FollowUpPlan
from avtal.model.memo import Memo
from avtal.model.promise import Promises
from avtal.model.situation import SituationPicture


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of document: its key names the content file and the template too.

    `noun` is what the document is called on its first page ("Bilaga 4 till tjänsteutlåtande"),
    `definite` the same in a sentence ("bilaga 4 till tjänsteutlåtandet"); `neuter` tells whether
    it is an ett-word, so that a decision on it reads "godkänt". `hardest` is the LIX that its texts
    should not go beyond.
    """

    key: str
    noun: str
    definite: str
    model: type[DocumentContent]
    neuter: bool = False
    hardest: int = 50

    @property
    def content_file(self) -> str:
        """The content file within the case's folder."""
        return f"{self.key}.yaml"

    @property
    def template_file(self) -> str:
        """The Word template within the folder of templates."""
        return f"{self.key}.docx"


# How hard texts may be follows from their readers: the promise is for everybody, the communication
# plan for those who write to everybody. The others are read by those who decide or carry out; the
# texts of the action plan stand one by one in a table, where the names of actions and of those who
# act weigh more than in running text.
DOCUMENTS = (
    DocumentType("tjansteutlatande", "tjänsteutlåtande", "tjänsteutlåtandet", Memo, neuter=True),
    DocumentType(
        "overenskommelse", "samverkansöverenskommelse", "samverkansöverenskommelsen", Agreement
    ),
    DocumentType(
        "medborgarlofte", "medborgarlöfte", "medborgarlöftet", Promises, neuter=True, hardest=35
    ),
    DocumentType(
        "lagesbild",
        "gemensam lokal lägesbild",
        "den gemensamma lokala lägesbilden",
        SituationPicture,
    ),
    DocumentType("atgardsplan", "åtgärdsplan", "åtgärdsplanen", ActionPlan, hardest=55),
    DocumentType(
        "kommunikationsplan",
        "kommunikationsplan",
        "kommunikationsplanen",
        CommunicationPlan,
        hardest=45,
    ),
    DocumentType("uppfoljningsplan", "uppföljningsplan", "uppföljningsplanen", FollowUpPlan),
)

BY_KEY = {row.key: row for row in DOCUMENTS}
