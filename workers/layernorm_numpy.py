#!/usr/bin/env python3
# A LayerNorm in numpy: npx normfuzz verify --exec "python3 layernorm_numpy.py". Change layer_norm and gradients; docs/protocol.md explains the rest.
import json, os, sys
import numpy as np

FORMATS = {"fp64": np.dtype("<f8"), "fp32": np.dtype("<f4"), "fp16": np.dtype("<f2")}


def layer_norm(x, gamma, beta, eps, dy=None):
    """x, dy: rows × cols; gamma, beta: cols values, or None. y; or, where there is a dy, dx, dγ and dβ. fp16 comes as fp32, and is rounded afterwards."""
    d = x - x.mean(axis=1, keepdims=True)
    r = 1 / np.sqrt((d * d).mean(axis=1, keepdims=True) + x.dtype.type(eps))
    z = d * r
    if dy is None:
        y = z if gamma is None else z * gamma
        return [y if beta is None else y + beta]
    g = dy if gamma is None else dy * gamma
    dx = r * (g - g.mean(axis=1, keepdims=True) - z * (g * z).mean(axis=1, keepdims=True))
    return [dx, (dy * z).sum(axis=0), dy.sum(axis=0)]


answers = os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)  # whatever else prints, native code too, prints to standard error
np.seterr(all="ignore")


def answer(header, payload=b""):
    answers.write(json.dumps(header).encode() + b"\n" + payload)
    answers.flush()


answer({"normfuzz": 1, "name": "numpy", "version": np.__version__, "formats": list(FORMATS), "backward": True})
for line in iter(sys.stdin.buffer.readline, b""):  # ends when standard input does
    call, stored = json.loads(line), FORMATS[json.loads(line)["format"]]
    values = np.frombuffer(sys.stdin.buffer.read(call["bytes"]), stored).astype(np.promote_types(stored, np.float32))
    x, dy, gamma, beta = np.split(values, np.cumsum([call["rows"] * call["cols"], call.get("dy", 0), call["gamma"]]))
    gamma, beta, dy = (part if len(part) else None for part in (gamma, beta, dy.reshape(-1, call["cols"])))
    parts = layer_norm(x.reshape(-1, call["cols"]), gamma, beta, call["eps"], dy)
    y = np.concatenate([part.ravel() for part in parts]).astype(stored)
    answer({"id": call["id"], "bytes": y.nbytes}, y.tobytes())
