"""The contract for real shops says what the interface and its values say."""

import dataclasses
import inspect
from pathlib import Path
from typing import Any

import pytest
import yaml

from ticketing.rules.aftersales_facts import Category
from ticketing.shop import values
from ticketing.shop.interface import Shop

CONTRACT: dict[str, Any] = yaml.safe_load(Path("docs/shop-contract.yaml").read_text(encoding="utf-8"))
SCHEMAS: dict[str, Any] = CONTRACT["components"]["schemas"]
METHODS = {"get", "post"}


def test_every_method_of_the_interface_is_one_operation() -> None:
    operations = [
        operation["operationId"]
        for path in CONTRACT["paths"].values()
        for method, operation in path.items()
        if method in METHODS
    ]
    methods = [name for name, _ in inspect.getmembers(Shop, inspect.isfunction) if not name.startswith("__")]
    assert sorted(operations) == sorted(methods)


@pytest.mark.parametrize(
    "name", [name for name, each in vars(values).items() if dataclasses.is_dataclass(each)]
)
def test_every_value_has_its_schema_with_the_same_fields(name: str) -> None:
    fields = {field.name for field in dataclasses.fields(getattr(values, name))}
    assert set(SCHEMAS[name]["properties"]) == set(SCHEMAS[name]["required"]) == fields


def test_categories_are_the_rules_own_and_references_lead_somewhere() -> None:
    assert SCHEMAS["Category"]["enum"] == [category.value for category in Category]
    text = Path("docs/shop-contract.yaml").read_text(encoding="utf-8")
    parts = CONTRACT["components"]
    for reference in {line.split("'")[0] for line in text.split("#/components/")[1:]}:
        section, name = reference.split("/")
        assert name in parts[section], reference
