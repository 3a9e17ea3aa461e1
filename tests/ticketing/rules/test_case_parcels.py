"""Parcel numbers: what the carriers write is taken, what shoppers mistake for it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketing.errors import BadParcelNumber
from ticketing.rules.case_parcels import CARRIERS, check_parcel, normal_number

NOT_PARCELS = ["", "1", "13800000001", "AS-26112200001", "我寄了", "SF", "0000"]


@pytest.mark.parametrize(
    ("carrier", "number", "stored"),
    [
        ("sf", "SF1020304050607", "SF1020304050607"),
        ("sf", "sf 1020 3040 50607", "SF1020304050607"),
        ("zto", "78012345600017", "78012345600017"),
        ("yto", "YT2010020030040", "YT2010020030040"),
        ("jd", "JDX000111222333", "JDX000111222333"),
        ("ems", "EA123456789CN", "EA123456789CN"),
        ("jt", "JT0012345678901", "JT0012345678901"),
        ("yunda", "4312345678901", "4312345678901"),
        ("sto", "773012345678901", "773012345678901"),
        ("other", "ABC-1234-5678", "ABC12345678"),
    ],
)
def test_a_true_number_is_taken_as_it_is_written(carrier: str, number: str, stored: str) -> None:
    assert check_parcel(carrier, number) == (CARRIERS[carrier].name, stored)


@pytest.mark.parametrize("carrier", [code for code in CARRIERS if code != "other"])
@pytest.mark.parametrize("number", NOT_PARCELS)
def test_what_is_no_parcel_number_is_refused(carrier: str, number: str) -> None:
    with pytest.raises(BadParcelNumber):
        check_parcel(carrier, number)


def test_an_unknown_carrier_is_refused() -> None:
    with pytest.raises(BadParcelNumber):
        check_parcel("pigeon", "SF1020304050607")


@given(st.text(max_size=50), st.sampled_from(sorted(CARRIERS)))
def test_whatever_is_typed_is_taken_as_stored_or_refused(text: str, carrier: str) -> None:
    try:
        _, stored = check_parcel(carrier, text)
    except BadParcelNumber:
        return
    assert stored == normal_number(stored) and check_parcel(carrier, stored)[1] == stored
    assert 8 <= len(stored) <= 32
