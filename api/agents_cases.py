"""After-sales cases as they stand beside a ticket or a customer."""

from collections.abc import Callable, Sequence
from typing import Annotated

from fastapi import Depends

from api.deps import AgentDep, NowDep, SessionDep, SettingsDep
from api.message_views import signer
from ticketing.case_views import CaseView, case_view, ticket_numbers
from ticketing.models import AftersalesCase

CaseViews = Callable[[Sequence[AftersalesCase]], list[CaseView]]


async def get_case_views(
    session: SessionDep, settings: SettingsDep, now: NowDep, agent: AgentDep
) -> CaseViews:
    """Makes the views of cases for the calling agent, with links to their pictures."""

    def views(cases: Sequence[AftersalesCase]) -> list[CaseView]:
        numbers, sign = ticket_numbers(session, cases), signer(settings, now)
        return [case_view(session, case, numbers, sign, agent, now) for case in cases]

    return views


CaseViewsDep = Annotated[CaseViews, Depends(get_case_views)]
