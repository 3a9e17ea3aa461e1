"""Encoders by configuration: adapters on a tiny model of our own, what is stored, what is refused."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from tokenizers import Tokenizer, models, pre_tokenizers

from bot.components import encoder
from bot.components.encoder import UnusableEncoder, get_encoder
from bot.components.examples import Examples
from bot.components.graph import Reader
from bot.understanding import Understanding

SENTENCES = [
    ("我的快递到哪了", "track_parcel"),
    ("快递还没到", "track_parcel"),
    ("包裹到哪了", "track_parcel"),
    ("我要退货", "request_return"),
    ("这件想退掉", "request_return"),
    ("帮我退了吧", "request_return"),
    ("你好", "greet"),
    ("在吗", "greet"),
]
WIDTH = 8
PIECES = {"[PAD]": 0, "[UNK]": 1} | {
    piece: number for number, piece in enumerate(sorted(set("".join(text for text, _ in SENTENCES))), start=2)
}
TABLE = np.random.default_rng(7).standard_normal((len(PIECES), WIDTH)).astype(np.float32)


class Lengths:
    """An encoder of other hands: how long a text is, and how many characters of it are 退."""

    def __init__(self, weight: float = 1.0) -> None:
        self.name = f"lengths-{weight}"
        self._weight = weight

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        return np.array([[len(text), self._weight * text.count("退")] for text in texts], np.float32)


class Nameless(Lengths):
    def __init__(self) -> None:
        super().__init__()
        del self.name


class Flat(Lengths):
    def encode(self, texts: Sequence[str]) -> np.ndarray:
        return np.zeros(len(texts), np.float32)


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Nothing of a test's encoders is remembered for the next."""
    yield
    encoder._made.cache_clear()


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Any]:
    """An ONNX model that looks characters up in a table, one row each, and its tokenizer."""
    tokenizer = Tokenizer(models.WordLevel(PIECES, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    write_model(tmp_path / "tiny.onnx", TABLE)
    return {
        "name": "onnx",
        "model": str(tmp_path / "tiny.onnx"),
        "tokenizer": str(tmp_path / "tokenizer.json"),
    }


def write_model(path: Path, table: np.ndarray, *, is_pooled: bool = False, extra: str | None = None) -> None:
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["layer"])]
    if is_pooled:
        nodes.append(helper.make_node("ReduceMean", ["layer"], ["row"], axes=[1], keepdims=0))
    shape = ["texts", WIDTH] if is_pooled else ["texts", "pieces", WIDTH]
    taken = [name for name in ("input_ids", extra) if name]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "pieces"]) for name in taken],
        [helper.make_tensor_value_info("row" if is_pooled else "layer", TensorProto.FLOAT, shape)],
        [numpy_helper.from_array(table, "table")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def unit(row: np.ndarray) -> np.ndarray:
    return row / np.linalg.norm(row)


def pieces(text: str) -> np.ndarray:
    return TABLE[[PIECES.get(letter, 1) for letter in text]]


def test_an_onnx_model_gives_the_mean_of_each_text_whatever_stands_beside_it(files: dict[str, Any]) -> None:
    made = get_encoder(files)
    texts = ["退", "我的快递到哪了", "我要退货" * 12]
    together = made.encode(texts)
    for text, row in zip(texts, together, strict=True):
        np.testing.assert_allclose(row, unit(pieces(text).mean(axis=0)), atol=1e-5)
        np.testing.assert_allclose(row, made.encode([text])[0], atol=1e-5)
    assert made.encode([]).shape[0] == 0
    assert np.isfinite(made.encode(["", "龘"])).all()


@pytest.mark.parametrize(
    ("pooling", "pool"), [("cls", lambda rows: rows[0]), ("max", lambda rows: rows.max(0))]
)
def test_the_layer_is_pooled_as_the_settings_say(files: dict[str, Any], pooling: str, pool: Any) -> None:
    rows = get_encoder({**files, "pooling": pooling}).encode(["我要退货", "退"])
    np.testing.assert_allclose(rows[0], unit(pool(pieces("我要退货"))), atol=1e-5)


def test_a_prefix_is_read_before_each_text_and_long_texts_are_cut(files: dict[str, Any]) -> None:
    with_prefix = get_encoder({**files, "prefix": "我的"}).encode(["快递"])
    np.testing.assert_allclose(with_prefix[0], unit(pieces("我的快递").mean(axis=0)), atol=1e-5)
    cut = get_encoder({**files, "longest": 2}).encode(["快递到哪了"])
    np.testing.assert_allclose(cut[0], unit(pieces("快递").mean(axis=0)), atol=1e-5)


def test_a_model_whose_output_is_pooled_already_says_so_in_its_settings(files: dict[str, Any]) -> None:
    write_model(Path(files["model"]), TABLE, is_pooled=True)
    rows = get_encoder({**files, "pooling": "none"}).encode(["我要退货"])
    np.testing.assert_allclose(rows[0], unit(pieces("我要退货").mean(axis=0)), atol=1e-5)
    with pytest.raises(UnusableEncoder, match="wants pooling: none"):
        get_encoder({**files, "pooling": "mean"})


def test_a_reader_trained_on_an_onnx_model_reads_the_same_when_loaded(
    files: dict[str, Any], tmp_path: Path
) -> None:
    reader = Understanding.train(Examples(SENTENCES), files)
    assert reader.parse("快递到哪里了").intent.intent == "track_parcel"
    reader.save(tmp_path)
    again = Understanding.load(tmp_path)
    for text in ("快递到了没", "想退"):
        assert again.parse(text).guesses == reader.parse(text).guesses


def test_a_trained_reader_refuses_other_weights_at_the_same_place(
    files: dict[str, Any], tmp_path: Path, fresh: None
) -> None:
    Understanding.train(Examples(SENTENCES), files).save(tmp_path)
    write_model(Path(files["model"]), TABLE[::-1].copy())
    encoder._made.cache_clear()
    with pytest.raises(UnusableEncoder, match="the model needs encoder 'onnx-.*train again"):
        Understanding.load(tmp_path)


def test_a_trained_reader_says_which_file_it_misses(files: dict[str, Any], tmp_path: Path) -> None:
    Understanding.train(Examples(SENTENCES), files).save(tmp_path)
    Path(files["model"]).unlink()
    encoder._made.cache_clear()
    with pytest.raises(UnusableEncoder, match="tiny.onnx is not there"):
        Understanding.load(tmp_path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"tokenizer": "nowhere.json"}, "nowhere.json is not there"),
        ({"pooling": "median"}, "'median' is none of mean, cls, max, none"),
        ({"poling": "mean"}, "poling"),
        ({"name": "onxx"}, "no encoder is called 'onxx'"),
        ({"name": "no.such.module:Encoder"}, "cannot be imported: No module named 'no'"),
    ],
)
def test_settings_that_cannot_be_are_refused_with_what_is_wrong(
    files: dict[str, Any], change: dict[str, Any], said: str
) -> None:
    with pytest.raises(UnusableEncoder, match=said):
        get_encoder({**files, **change})


def test_a_model_with_an_input_that_nobody_can_fill_is_refused(files: dict[str, Any]) -> None:
    write_model(Path(files["model"]), TABLE, extra="pixels")
    with pytest.raises(UnusableEncoder, match="asks for pixels"):
        get_encoder(files)


@pytest.mark.parametrize(
    ("name", "package", "said"),
    [
        ("onnx", "onnxruntime", "install the packages onnxruntime and tokenizers"),
        ("onnx", "tokenizers", "install the packages onnxruntime and tokenizers"),
        ("sentence-transformers", "sentence_transformers", "install the package sentence-transformers"),
    ],
)
def test_a_missing_package_is_named_with_what_to_install(
    files: dict[str, Any], monkeypatch: pytest.MonkeyPatch, name: str, package: str, said: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    settings = files if name == "onnx" else {"name": name, "model": "some/model"}
    with pytest.raises(UnusableEncoder, match=said):
        get_encoder(settings)


def test_a_class_of_other_hands_is_named_by_its_module_and_gets_its_options(tmp_path: Path) -> None:
    settings = {"name": f"{__name__}:Lengths", "weight": 9.0}
    reader = Understanding.train(Examples(SENTENCES), settings)
    assert reader.parse("退了吧").intent.intent == "request_return"
    reader.save(tmp_path)
    assert Understanding.load(tmp_path).parse("退了吧").guesses == reader.parse("退了吧").guesses


@pytest.mark.parametrize(("made", "said"), [("Nameless", "has no `name`"), ("Flat", "one finite row")])
def test_a_class_that_breaks_the_protocol_is_refused_at_once(made: str, said: str) -> None:
    with pytest.raises(UnusableEncoder, match=said):
        get_encoder({"name": f"{__name__}:{made}"})


def test_the_assistant_trains_stores_and_reads_with_the_encoder_of_its_configuration(
    files: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "storage").mkdir()
    storage = LocalModelStorage(tmp_path / "storage")
    resource = Resource("reader")
    context = ExecutionContext(GraphSchema({}))
    config = {**Reader.get_default_config(), "encoder": files}
    data = TrainingData([Message({TEXT: text, INTENT: intent}) for text, intent in SENTENCES])
    Reader.create(config, storage, resource, context).train(data)
    reader = Reader.load(Reader.get_default_config(), storage, resource, context)
    message = Message({TEXT: "快递到哪里了"})
    reader.process([message])
    ranking = message.get("intent_ranking")
    assert [one["name"] for one in ranking if one["name"] != "nlu_fallback"][0] == "track_parcel"
    Path(files["model"]).unlink()
    encoder._made.cache_clear()
    with pytest.raises(UnusableEncoder, match="tiny.onnx"):
        Reader.load(config, storage, resource, context)
