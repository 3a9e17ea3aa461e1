"""Kinds of input fields that many routes share."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints

from ticketing.messages import clean_text


def _storable(value: Any) -> Any:
    return clean_text(value) if isinstance(value, str) else value


Storable = BeforeValidator(_storable)
"""Takes out what no database can store."""
RowId = Annotated[int, Field(ge=1, le=2_147_483_647)]
Line = Annotated[str, Storable, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
"""A name or a title."""
Words = Annotated[str, Storable, StringConstraints(max_length=80)]
"""What is searched for; may be empty."""
Sentence = Annotated[str, Storable, StringConstraints(max_length=500)]
"""A reason; may be empty."""
Paragraphs = Annotated[str, Storable, StringConstraints(max_length=5000)]
"""A description or a note."""
