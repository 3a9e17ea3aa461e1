"""Rows of single texts are scikit-learn's."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.components.grams import Grams, character_grams, word_grams

TEXTS = ["我的快递到哪了", "退货退货，怎么退", "快递怎么不动了", "我要退货"]


@pytest.mark.parametrize("split", [character_grams, word_grams])
@pytest.mark.parametrize("text", [*TEXTS, "", "什么都不认识xyz"])
def test_a_row_is_what_scikit_learn_computes(split: object, text: str) -> None:
    grams = Grams(split)  # type: ignore[arg-type]
    grams.fit(TEXTS)
    again = Grams(split)  # type: ignore[arg-type]
    again.restore(grams.state())
    columns, values = again.row(text)
    row = np.zeros(len(again))
    row[columns] = values
    library = TfidfVectorizer(analyzer=split, sublinear_tf=True, min_df=2).fit(TEXTS)
    np.testing.assert_allclose(row, library.transform([text]).toarray()[0], atol=1e-6)
