"""Every refusal of the service, by name.

TicketError
├── NotFound ─ ConversationNotFound, TicketNotFound, OrderNotFound, CaseNotFound, CampaignNotFound, …
├── Forbidden ─ NotYours, NotSignedIn, OverLimit, …
├── Conflict ─ IllegalMove, ConversationClosed, AlreadyShipped, AlreadyAnswered, …
└── Rejected ─ TextTooLong, TextEmpty, UnknownCategory, …

The message of an error is a sentence for a person: what happened and what to do. The code that programs
see is the class's name in snake case.
"""

import re


class TicketError(Exception):
    """A refusal with a sentence; nothing was changed."""

    @classmethod
    def code(cls) -> str:
        """The class's name in snake case: `IllegalMove` → `illegal_move`."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()


class NotFound(TicketError):
    """What was named does not exist, or not for this person."""


class Forbidden(TicketError):
    """It exists, but this person may not do that."""


class Conflict(TicketError):
    """It could be done, but not in the present state."""


class Rejected(TicketError):
    """The input is well formed but cannot be accepted."""


class ConversationNotFound(NotFound):
    """No such conversation for this person."""


class MessageNotFound(NotFound):
    """No such message in this conversation."""


class ModelNotFound(NotFound):
    """No such trained assistant."""


class TicketNotFound(NotFound):
    """No such ticket for this person."""


class CustomerNotFound(NotFound):
    """No such customer."""


class AgentNotFound(NotFound):
    """No such agent."""


class GroupNotFound(NotFound):
    """No such group."""


class OrderNotFound(NotFound):
    """No such order among this shopper's own."""


class OrderLineNotFound(NotFound):
    """The order has no such line."""


class ProductNotFound(NotFound):
    """No such product."""


class CaseNotFound(NotFound):
    """No such after-sales case for this person."""


class ArticleNotFound(NotFound):
    """No such help article."""


class UploadNotFound(NotFound):
    """No such picture in this conversation."""


class CampaignNotFound(NotFound):
    """No such campaign."""


class CommitmentNotFound(NotFound):
    """No such promise in the ledger."""


class RuleNotFound(NotFound):
    """No such rule."""


class SurveyNotFound(NotFound):
    """The link names no survey."""


class NotYours(Forbidden):
    """The row belongs to somebody else."""


class NotSignedIn(Forbidden):
    """Only a signed-in shopper has orders."""


class RoleTooLow(Forbidden):
    """A lead or an administrator is needed."""


class OverLimit(Forbidden):
    """The sum is above this person's right."""


class OwnProposal(Forbidden):
    """A second person decides, never the one who proposed."""


class WrongPassword(Forbidden):
    """Login or password is wrong; which one is not said."""


class IllegalMove(Conflict):
    """The state machine has no such move."""


class ConversationClosed(Conflict):
    """A closed conversation takes no messages."""


class NotOwner(Conflict):
    """Another one owns the conversation now."""


class AlreadyShipped(Conflict):
    """The parcel has left: the order can no longer be changed."""


class AlreadyCancelled(Conflict):
    """The order was cancelled before."""


class AlreadyInvoiced(Conflict):
    """The order has its invoice."""


class AlreadyDecided(Conflict):
    """The case was decided before."""


class ProposalOpen(Conflict):
    """Somebody has proposed a payment that nobody has decided yet."""


class NoProposal(Conflict):
    """There is no payment to decide about."""


class SlotNotAvailable(Conflict):
    """The courier cannot come then any more."""


class QuoteExpired(Conflict):
    """The price of a repair was good until a moment that has passed."""


class FeeNotPaid(Conflict):
    """A repair that costs something goes back when it is paid."""


class NotPaid(Conflict):
    """Nothing was paid yet, so there is nothing to invoice or refund."""


class CaseOpen(Conflict):
    """This line already has an open case."""


class RouteClosed(Conflict):
    """The rules do not open this route."""


class FactsMissing(Conflict):
    """Whether the route is open depends on facts that nobody has told yet."""


class AlreadyAnswered(Conflict):
    """A survey takes one answer."""


class AlreadyRated(Conflict):
    """A conversation takes one rating."""


class SurveyExpired(Conflict):
    """The link's time is over."""


class MailNotSetUp(Conflict):
    """There is no mail server, so nobody can be asked by mail."""


class ModelInUse(Conflict):
    """The model answers already."""


class ModelLoading(Conflict):
    """A model is being put to use; one at a time."""


class ModelOutdated(Conflict):
    """The model was trained by another version of the software."""


class LoginTaken(Conflict):
    """Another agent has this login."""


class LastAdmin(Conflict):
    """Somebody has to be able to manage agents."""


class NameTaken(Conflict):
    """Another row has this name."""


class TextTooLong(Rejected):
    """Over the limit of characters."""


class TextEmpty(Rejected):
    """Nothing but white space."""


class SumNotAllowed(Rejected):
    """Less than the shopper's right, or more than was paid."""


class BadParcelNumber(Rejected):
    """No carrier writes its parcel numbers like this."""


class UnknownVariant(Rejected):
    """The product has no such variant."""


class BadPolicy(Rejected):
    """An operator's setting that cannot be right."""


class BadDueTime(Rejected):
    """A promise cannot be due then."""


class UnknownIntent(Rejected):
    """The assistant has no such intent."""


class NotASentence(Rejected):
    """Nothing that a shopper typed and that could be learnt from."""


class UnknownReason(Rejected):
    """Not a reason to hand a conversation to a person."""


class UnknownChoice(Rejected):
    """The message has no such button."""


class UnknownCategory(Rejected):
    """Not a category of the taxonomy."""


class BadPicture(Rejected):
    """Not a picture that we can read, or too large."""


class BadAudience(Rejected):
    """The campaign's audience cannot be read."""


class BadCursor(Rejected):
    """The page mark was not made by this list."""


class BadAnswer(Rejected):
    """The survey has no such score or reason."""


class ImpossibleFacts(Conflict):
    """Each fact can be true, all of them together cannot. `fact` names which."""

    def __init__(self, fact: str, detail: str) -> None:
        super().__init__(detail)
        self.fact = fact
