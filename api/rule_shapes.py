"""How rules, promises, limits and the calendar look over HTTP, and what an operator sends."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from ticketing.policy import MOST_CHANGES

SubjectName = Literal["rule", "promise", "limit", "notice", "calendar"]
RouteName = Literal["no_reason_return", "quality_return", "exchange", "repair", "refund_only", "compensation"]
MarkName = Literal["V", "S", "M"]


class RuleShape(BaseModel):
    """One rule in force; `is_edited`: an operator replaced its mark, text or article."""

    id: str
    law: str
    article: str
    mark: MarkName
    text: str
    in_force_from: date
    in_force_to: date | None
    is_edited: bool


class PromiseShape(BaseModel):
    """What the shop promises for a category, "" for all goods."""

    category: str
    no_reason_days: int | None
    freight_insurance: bool
    return_freight_by_shop: bool
    warranty_months: int | None


class CategoryShape(BaseModel):
    """A category of goods as the rules know it."""

    id: str
    name: str


class YearShape(BaseModel):
    """One year: `announced` came with the service, `loaded` by an operator, `law`: no notice, provisional."""

    year: int
    source: Literal["announced", "loaded", "law"]
    days_off: list[date]
    working_days: list[date]


class ChangedBy(BaseModel):
    """Who changed what, when and why."""

    id: int
    at: datetime
    by: str
    subject: SubjectName
    key: str
    value: dict[str, Any]
    note: str


class Rules(BaseModel):
    """Everything that decisions rest on beside the facts."""

    rules: list[RuleShape]
    promises: list[PromiseShape]
    categories: list[CategoryShape]
    approve_by_rule_up_to_fen: int
    weekends_are_off: bool
    years: list[YearShape]
    changes: list[ChangedBy]


class ChangeBody(BaseModel):
    """One setting with its new value; its shape follows from the subject."""

    subject: SubjectName
    key: str = Field(max_length=60)
    value: dict[str, Any]


class ChangesBody(BaseModel):
    """Settings that are saved together, all or none."""

    changes: list[ChangeBody] = Field(max_length=MOST_CHANGES)


class OutcomeShape(BaseModel):
    """What the shopper gets on one route."""

    open: bool | None
    deadline: datetime | None
    freight_payer: Literal["shopper", "seller", "insurance"] | None
    refund_fen: int | None
    amount_due_fen: int | None
    by_rule: bool
    cited: str


class DifferenceShape(BaseModel):
    """One route of one case that would be decided otherwise; `fields` changed."""

    case_number: str
    route: RouteName
    is_own: bool
    fields: list[str]
    before: OutcomeShape
    after: OutcomeShape


class ReplayShape(BaseModel):
    """What unsaved settings would change. `items` are the first of `found`; `counts` by field."""

    cases: int
    unread: int
    changed: int
    found: int
    counts: dict[str, int]
    items: list[DifferenceShape]
