"""The encoder as an ONNX graph: BERT, then the mean over the tokens, then unit length.

Written node by node, with ONNX Runtime's fused operators, so that no PyTorch is needed to export and nothing is left
to be fused at load. Weights lie in blocks of 32, 4 bits each and one scale a block. The base is stored so already: its
values come back exactly. Tuned layers lie between those values: they take 8 bits, or the tuning would be rounded away.
Products are taken in 8-bit integers, each block of the input with a scale of its own, so that a sentence's vector does
not depend on its neighbours in the batch.
"""

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from knowledge_base.base_weights import BLOCK, Floats, Shape, blocks_of_4_bits, blocks_of_8_bits

MICROSOFT = "com.microsoft"
INT8_PRODUCTS = 4  # the name of this operator attribute is `accuracy_level`
OPSETS = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
INPUTS = ("input_ids", "attention_mask")
OUTPUT = "sentence_embedding"
BLOCKS = {4: blocks_of_4_bits, 8: blocks_of_8_bits}
IR_VERSION = 8  # ONNX Runtime 1.23 and later read it


class _Graph:
    """Nodes and weights in the order of use; every method returns the name of what it made."""

    def __init__(self, tensors: Mapping[str, Floats], shape: Shape, exact: bool, tuned: Collection[int]) -> None:
        self.tensors, self.shape, self.exact = tensors, shape, exact
        self.tuned = {f"l{layer}" for layer in tuned}
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def node(self, kind: str, inputs: list[str], outputs: int = 1, domain: str = "", **attributes: Any) -> str:
        name = f"{kind}_{len(self.nodes)}"
        names = [name] if outputs == 1 else [f"{name}_{index}" for index in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, name, domain=domain, **attributes))
        return name

    def constant(self, name: str, value: NDArray[Any]) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def weight(self, name: str) -> str:
        return self.constant(name, self.tensors[name].astype(np.float32))

    def scales(self, name: str, value: NDArray[np.float16]) -> str:
        return self.node("Cast", [self.constant(f"{name}.scales", value)], to=TensorProto.FLOAT)

    def linear(self, name: str, source: str) -> str:
        if self.exact:
            return self.node("MatMul", [source, self.constant(name, self.tensors[name].T)])
        rows, width = self.tensors[name].shape
        bits = 8 if name.split(".")[0] in self.tuned else 4
        codes, scales = BLOCKS[bits](self.tensors[name])
        inputs = [source, self.constant(name, codes), self.scales(name, scales.ravel())]
        sizes = {"N": rows, "K": width, "bits": bits, "block_size": BLOCK}
        return self.node("MatMulNBits", inputs, domain=MICROSOFT, accuracy_level=INT8_PRODUCTS, **sizes)

    def words(self, ids: str) -> str:
        if self.exact:
            return self.node("Gather", [self.weight("emb.word"), ids])
        codes, scales = blocks_of_4_bits(self.tensors["emb.word"])
        table = self.constant("emb.word", codes.reshape(len(codes), -1))
        inputs = [table, ids, self.scales("emb.word", scales)]
        axes = {"gather_axis": 0, "quantize_axis": 1, "bits": 4, "block_size": BLOCK}
        return self.node("GatherBlockQuantized", inputs, domain=MICROSOFT, **axes)

    def embeddings(self) -> str:
        """Word, position and type; every token is of the first type, which is added to the positions beforehand."""
        added = self.tensors["emb.pos"] + self.tensors["emb.type"][0]
        places = self.constant("emb.pos", added if self.exact else added.astype(np.float16))
        start, one, two = (self.constant(f"position.{at}", np.array([at])) for at in range(3))
        length = self.node("Slice", [self.node("Shape", ["input_ids"]), one, two])
        positions = self.node("Cast", [self.node("Slice", [places, start, length])], to=TensorProto.FLOAT)
        summed = self.node("Add", [self.words("input_ids"), positions])
        norm = [self.weight("emb.ln.w"), self.weight("emb.ln.b")]
        return self.node("LayerNormalization", [summed, *norm], epsilon=self.shape.epsilon)

    def layer(self, layer: str, source: str, mask: str) -> str:
        attended = self.attention(layer, source, mask)
        middle = self.residual(layer, ("ao", "aln"), attended, source)
        wide = self.linear(f"{layer}.fi.w", middle)
        active = self.node("BiasGelu", [wide, self.weight(f"{layer}.fi.b")], domain=MICROSOFT)
        return self.residual(layer, ("fo", "oln"), active, middle)

    def attention(self, layer: str, source: str, mask: str) -> str:
        """Query, key and value are one product."""
        three = self.node("Split", [self.linear(f"{layer}.qkv.w", source)], outputs=3, axis=-1)
        inputs = [f"{three}_{part}" for part in range(3)] + [self.weight(f"{layer}.qkv.b"), mask]
        return self.node("MultiHeadAttention", inputs, domain=MICROSOFT, num_heads=self.shape.heads)

    def residual(self, layer: str, names: tuple[str, str], source: str, skipped: str) -> str:
        linear, norm = (f"{layer}.{name}" for name in names)
        inputs = [self.linear(f"{linear}.w", source), skipped]
        weights = [self.weight(f"{norm}.w"), self.weight(f"{norm}.b"), self.weight(f"{linear}.b")]
        return self.node("SkipLayerNormalization", [*inputs, *weights], domain=MICROSOFT, epsilon=self.shape.epsilon)

    def mean(self, tokens: str) -> None:
        axis, last = self.constant("tokens", np.array([1])), self.constant("last", np.array([2]))
        present = self.node("Cast", ["attention_mask"], to=TensorProto.FLOAT)
        weights = self.node("Unsqueeze", [present, last])
        total = self.node("ReduceSum", [self.node("Mul", [tokens, weights]), axis], keepdims=0)
        average = self.node("Div", [total, self.node("ReduceSum", [weights, axis], keepdims=0)])
        self.nodes.append(helper.make_node("LpNormalization", [average], [OUTPUT], axis=-1, p=2))


def joined(tensors: Mapping[str, Floats], layers: int) -> dict[str, Floats]:
    """The tensors with each layer's query, key and value stacked to one matrix."""
    parts = {
        f"l{layer}.qkv.{kind}": [tensors[f"l{layer}.{part}.{kind}"] for part in "qkv"]
        for layer in range(layers)
        for kind in "wb"
    }
    return {**tensors, **{name: np.concatenate(three) for name, three in parts.items()}}


def build(
    tensors: Mapping[str, Floats], shape: Shape, exact: bool = False, tuned: Collection[int] = ()
) -> onnx.ModelProto:
    """`exact` keeps 32-bit floats: more than six times the size, the measure of the small one."""
    graph = _Graph(joined(tensors, shape.layers), shape, exact, tuned)
    hidden = graph.embeddings()
    mask = graph.node("Cast", ["attention_mask"], to=TensorProto.INT32)
    for index in range(shape.layers):
        hidden = graph.layer(f"l{index}", hidden, mask)
    graph.mean(hidden)
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"]) for name in INPUTS]
    output = helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["batch", shape.hidden])
    made = helper.make_graph(graph.nodes, "encoder", inputs, [output], graph.weights)
    return helper.make_model(made, opset_imports=OPSETS, ir_version=IR_VERSION, producer_name="xiaoer")
