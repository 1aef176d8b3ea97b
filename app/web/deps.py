"""What a page or an API call may ask for. The only clock of the product is here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from inspect import isawaitable
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Query, Request

from app.domain.moment import EARLIEST, LATEST, SHANGHAI, say_day
from app.settings import Settings
from app.web.errors import Refusal

Thing = TypeVar("Thing")


# These wait for nothing, and are coroutines all the same: FastAPI sends every other dependency through a thread.
def provided(kind: Callable[..., Thing]) -> Callable[[Request], Awaitable[Thing]]:
    """A dependency that gives the one object of this type that `main` registered."""

    async def find(request: Request) -> Thing:
        things: dict[Any, Any] = request.app.state.provided
        found: Thing = things[kind]
        return found

    return find


async def now() -> datetime:
    """The moment, on a Shanghai clock."""
    return datetime.now(SHANGHAI)


async def clock(request: Request) -> datetime:
    """`now`, or what stands in for it, for code that runs before dependencies are solved."""
    told = request.app.dependency_overrides.get(now, now)()
    moment: datetime = await told if isawaitable(told) else told
    return moment


Now = Annotated[datetime, Depends(now)]


async def today(moment: Now) -> date:
    return moment.date()


Today = Annotated[date, Depends(today)]


async def as_of(
    request: Request,
    day: Today,
    asked: Annotated[
        str,
        Query(alias="as_of", description="按哪一天的法律看，写成 2025-12-31；不写就是今天。", examples=["2025-12-31"]),
    ] = "",
) -> date:
    """The day whose law is shown; refuses what is no day, or a day we cannot speak of."""
    if not asked:
        request.state.as_of = None
        return day
    try:
        wanted = date.fromisoformat(asked)
    except ValueError:
        raise Refusal(422, "这个日期看不懂", "日期写成 2025-12-31 的样子，年、月、日用短横线连起来。") from None
    if not EARLIEST <= wanted <= LATEST:
        raise Refusal(422, "这个日期超出了范围", f"请填 {say_day(EARLIEST)} 到 {say_day(LATEST)} 之间的一天。")
    request.state.as_of = wanted
    return wanted


AsOf = Annotated[date, Depends(as_of)]
SettingsDep = Annotated[Settings, Depends(provided(Settings))]
