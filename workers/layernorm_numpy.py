#!/usr/bin/env python3
# A LayerNorm in numpy: npx normfuzz verify --exec "python3 layernorm_numpy.py". Change layer_norm; docs/protocol.md explains the rest.
import json, os, sys
import numpy as np

NAME = "numpy"
FORMATS = {"fp64": np.dtype("<f8"), "fp32": np.dtype("<f4"), "fp16": np.dtype("<f2")}


def layer_norm(x, gamma, beta, eps):
    """x: rows × cols; gamma, beta: cols values, or None. fp16 is computed in fp32, the others in their own format."""
    z = x.astype(np.float32) if x.dtype == np.float16 else x
    d = z - z.mean(axis=1, keepdims=True)
    y = d / np.sqrt((d * d).mean(axis=1, keepdims=True) + z.dtype.type(eps))
    y = y if gamma is None else y * gamma
    y = y if beta is None else y + beta
    return y.astype(x.dtype)


def main():
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else prints, native code too, prints to standard error
    np.seterr(all="ignore")

    def answer(header, payload=b""):
        answers.write(json.dumps(header).encode() + b"\n" + payload)
        answers.flush()

    answer({"normfuzz": 1, "name": NAME, "version": np.__version__, "formats": list(FORMATS)})
    for line in iter(sys.stdin.buffer.readline, b""):  # ends when standard input does
        call = json.loads(line)
        values = np.frombuffer(sys.stdin.buffer.read(call["bytes"]), FORMATS[call["format"]])
        x, gamma, beta = np.split(values, np.cumsum([call["rows"] * call["cols"], call["gamma"]]))
        y = layer_norm(x.reshape(call["rows"], call["cols"]), gamma if len(gamma) else None, beta if len(beta) else None, call["eps"])
        answer({"id": call["id"], "bytes": y.nbytes}, y.tobytes())


main()
