"""A shopper's own after-sales cases: what the widget's case card shows and does."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.bot_aftersales import OwnCase, OwnCases, own_case
from api.bot_seam import Number
from api.deps import IdempotencyKey, NowDep, SessionDep, SettingsDep, ShopperDep
from api.shopper_steps import ShopperStep
from ticketing import aftersales
from ticketing.case_moves import tell_since
from ticketing.idempotency import answer_once

router = APIRouter(prefix="/me/cases", tags=["shopper"])
OwnNumber = Annotated[Number, Path(examples=["AS-26112200001"])]


@router.get("")
def list_own_cases(shopper: ShopperDep, session: SessionDep, settings: SettingsDep, now: NowDep) -> OwnCases:
    """The calling shopper's cases, newest first."""
    found = aftersales.cases_of(session, shopper.id)
    return {"items": [own_case(session, case, settings, now) for case in found]}


@router.get("/{number}")
def read_own_case(
    number: OwnNumber, shopper: ShopperDep, session: SessionDep, settings: SettingsDep, now: NowDep
) -> OwnCase:
    """One of them."""
    return own_case(session, aftersales.get_own_case(session, shopper.id, number), settings, now)


@router.post("/{number}/steps", status_code=201)
def take_own_step(
    number: OwnNumber,
    body: ShopperStep,
    shopper: ShopperDep,
    session: SessionDep,
    settings: SettingsDep,
    key: IdempotencyKey,
    now: NowDep,
) -> OwnCase:
    """One step of `possible_steps`; a line in the chat tells what came of it."""

    def work() -> OwnCase:
        case = aftersales.get_own_case(session, shopper.id, number)
        known = len(case.events)
        body.take(session, case, now)
        tell_since(session, case, known, now)
        return own_case(session, case, settings, now)

    return answer_once(session, f"step-{number}:{shopper.id}", key, now, work)
