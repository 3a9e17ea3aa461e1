"""Parcels that shoppers and the warehouse name: which carriers there are, and how their numbers look."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ticketing.errors import BadParcelNumber


@dataclass(frozen=True, slots=True)
class Carrier:
    """A carrier; `number` is how its parcel numbers look, wider rather than narrower (marks change)."""

    name: str
    number: re.Pattern[str]


def _carrier(name: str, pattern: str) -> Carrier:
    return Carrier(name, re.compile(pattern))


# From memory of the carriers' own waybills (mark M): a wrong reading must not turn a true number away,
# so these only catch typos, order numbers and phone numbers.
CARRIERS: Mapping[str, Carrier] = {
    "sf": _carrier("顺丰速运", r"SF\d{12,13}|\d{12}"),
    "zto": _carrier("中通快递", r"(?:7[3-9]|68|64|23|26)\d{10,13}"),
    "yto": _carrier("圆通速递", r"(?:YT|YTG)\d{13,15}|[1-9]\d{9}|8\d{17}"),
    "sto": _carrier("申通快递", r"(?:77|88|66|55|33|22)\d{11,13}|STO\d{10,13}"),
    "yunda": _carrier("韵达快递", r"(?:3|4|1|5)\d{12,14}|YD\d{13}"),
    "jd": _carrier("京东快递", r"JD[A-Z]{0,2}\d{10,15}|V[A-Z]\d{11,14}"),
    "ems": _carrier("邮政 EMS", r"[A-Z]{2}\d{9}[A-Z]{2}|1[0-3]\d{11}|9\d{12}"),
    "jt": _carrier("极兔速递", r"JT\d{12,14}"),
    "deppon": _carrier("德邦快递", r"DPK\d{10,13}|[1-9]\d{8,9}"),
    "other": _carrier("其他快递", r"[A-Z0-9]{8,24}"),
}


def normal_number(text: str) -> str:
    """A parcel number as it is stored: capitals, without the spaces and dashes that people add."""
    return re.sub(r"[\s\-—_]", "", text).upper()


def check_parcel(carrier: str, number: str) -> tuple[str, str]:
    """The carrier's name and the number as stored. Raises BadParcelNumber."""
    known = CARRIERS.get(carrier)
    if known is None:
        raise BadParcelNumber("请选一家快递公司。")
    wanted = normal_number(number)
    if not known.number.fullmatch(wanted):
        raise BadParcelNumber(f"这不像{known.name}的快递单号，请对照面单再看一下。")
    return known.name, wanted
