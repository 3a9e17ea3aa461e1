"""An after-sales question as JSON: read strictly, field by field, into the facts of the rules."""

import re
from typing import Annotated, Any

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    ValidationError,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from ticketing.rules import aftersales_facts as rules

# A longer promise than this is a typing error, and would lead dates out of the calendar.
MAX_DAYS = 3650
MAX_MONTHS = 1200
YEARS = range(1990, 2101)
TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")


def _is_written_out(value: object) -> object:
    """Only a date and a time in full; pydantic alone would also take seconds since 1970."""
    if not isinstance(value, str) or not TIMESTAMP.match(value):
        raise PydanticCustomError("datetime_text", "a date and time with its zone is needed")
    if int(value[:4]) not in YEARS:
        raise PydanticCustomError("datetime_range", "the year is not plausible")
    return value


Instant = Annotated[
    AwareDatetime, Strict(False), BeforeValidator(_is_written_out, json_schema_input_type=AwareDatetime)
]
Fen = Annotated[int, Field(ge=0)]
Count = Annotated[int, Field(ge=0)]
Pieces = Annotated[int, Field(ge=1)]
Category = Annotated[rules.Category, Strict(False)]
Marked = Annotated[rules.Marked, Strict(False)]


class Body(BaseModel):
    """Strict: no field is converted, none is ignored."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class GiftBody(Body):
    """See `rules.Gift`."""

    name: str
    price_fen: Fen
    comes_back: bool


class LineBody(Body):
    """See `rules.Line`."""

    id: str
    category: Category
    unit_price_fen: Fen
    quantity: Pieces
    paid_fen: Fen
    returned_quantity: Count
    refunded_fen: Fen
    exclusion_confirmed: bool
    marked: list[Marked]
    gifts: list[GiftBody]


class OrderLineBody(Body):
    """See `rules.OrderLine`."""

    id: str
    unit_price_fen: Fen
    quantity: Pieces
    paid_fen: Fen


class PromotionBody(Body):
    """See `rules.Promotion`."""

    threshold_fen: Fen
    off_fen: Fen


class OrderBody(Body):
    """See `rules.Order`."""

    paid_goods_fen: Fen
    lines: list[OrderLineBody]
    promotion: PromotionBody | None
    shipping_paid_fen: Fen


class DatesBody(Body):
    """See `rules.Dates`. Null must be said: a forgotten date is not one that has not happened."""

    ordered_at: Instant
    paid_at: Instant | None
    shipped_at: Instant | None
    received_at: Instant | None
    installed_at: Instant | None


class ConditionBody(Body):
    """See `rules.Condition`. What is left out is unknown, like null."""

    opened: bool | None = None
    used: bool | None = None
    seal_broken: bool | None = None
    tags_removed: bool | None = None
    activated: bool | None = None
    soiled: bool | None = None
    damaged_by_shopper: bool | None = None
    parts_complete: bool | None = None
    unauthorised_repair: bool | None = None
    serial_altered: bool | None = None


class ReportBody(Body):
    """See `rules.Report`."""

    wish: Annotated[rules.Wish, Strict(False)]
    reason: Annotated[rules.Reason, Strict(False)]
    fault: Annotated[rules.Fault, Strict(False)]
    serious: bool | None = None
    fraud_confirmed: bool | None = None
    quantity: Pieces


class HistoryBody(Body):
    """See `rules.History`."""

    repairs_done: Count
    exchanged_at: Instant | None
    repair_days: Annotated[int, Field(ge=0, le=MAX_DAYS)]


class PromisesBody(Body):
    """See `rules.Promises`."""

    no_reason_days: Annotated[int, Field(ge=0, le=MAX_DAYS)] | None
    freight_insurance: bool
    return_freight_by_shop: bool
    warranty_months: Annotated[int, Field(ge=0, le=MAX_MONTHS)] | None


class DecisionRequest(Body):
    """Everything that `POST /api/v1/aftersales/decisions` is asked with."""

    now: Instant
    line: LineBody
    order: OrderBody
    dates: DatesBody
    condition: ConditionBody
    report: ReportBody
    history: HistoryBody
    promises: PromisesBody

    @model_validator(mode="after")
    def line_is_in_the_order(self) -> "DecisionRequest":
        """One order line has the id of the line in question, and no two lines have the same."""
        ids = [line.id for line in self.order.lines]
        if self.line.id not in ids:
            raise _field_error(("line", "id"), "unknown_line", "not a line of the order", self.line.id)
        if len(set(ids)) < len(ids):
            raise _field_error(("order", "lines"), "double_line", "two lines have the same id", ids)
        return self

    def facts(self) -> rules.Facts:
        """The same as plain values for the rules."""
        line, order = self.line.model_dump(), self.order.model_dump()
        line["marked"] = tuple(line["marked"])
        line["gifts"] = tuple(rules.Gift(**gift) for gift in line["gifts"])
        order["lines"] = tuple(rules.OrderLine(**each) for each in order["lines"])
        order["promotion"] = order["promotion"] and rules.Promotion(**order["promotion"])
        return rules.Facts(
            now=self.now,
            line=rules.Line(**line),
            order=rules.Order(**order),
            dates=rules.Dates(**self.dates.model_dump()),
            condition=rules.Condition(**self.condition.model_dump()),
            report=rules.Report(**self.report.model_dump()),
            history=rules.History(**self.history.model_dump()),
            promises=rules.Promises(**self.promises.model_dump()),
        )


def read_facts(body: dict[str, Any]) -> rules.Facts:
    """The facts of one request body. Raises pydantic's ValidationError, which names every wrong field."""
    return DecisionRequest.model_validate(body).facts()


def _field_error(field: tuple[str, ...], code: str, message: str, value: object) -> ValidationError:
    error = InitErrorDetails(type=PydanticCustomError(code, message), loc=field, input=value)
    return ValidationError.from_exception_data("DecisionRequest", [error])
