#!/usr/bin/env python3
# A LayerNorm in Python alone, nothing to install: npx normfuzz verify --exec "python3 layernorm_stdlib.py". Change layer_norm.
import json, math, os, sys
from array import array

CODES = {"fp64": "d", "fp32": "f"}
# Python computes in fp64, whatever the values are stored in.
FORMATS = {"fp64": {}, "fp32": {"accumulator": "fp64"}}


def layer_norm(x, gamma, beta, eps):
    """x: the values of one row; gamma, beta: as many, or empty."""
    mean = sum(x) / len(x)
    variance = sum((v - mean) * (v - mean) for v in x) / len(x)
    root = math.sqrt(variance + eps)
    y = [(v - mean) / root if root > 0 else math.nan for v in x]
    y = [v * g for v, g in zip(y, gamma)] if gamma else y
    return [v + b for v, b in zip(y, beta)] if beta else y


def main():
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else prints, prints to standard error

    def answer(header, payload=b""):
        answers.write(json.dumps(header).encode() + b"\n" + payload)
        answers.flush()

    answer({"normfuzz": 1, "name": "python", "version": sys.version.split()[0], "formats": FORMATS})
    for line in iter(sys.stdin.buffer.readline, b""):  # ends when standard input does
        call = json.loads(line)
        rows, cols = call["rows"], call["cols"]
        values = array(CODES[call["format"]], sys.stdin.buffer.read(call["bytes"]))
        gamma, beta = values[rows * cols : rows * cols + call["gamma"]], values[rows * cols + call["gamma"] :]
        y = array(values.typecode, (v for r in range(rows) for v in layer_norm(values[r * cols : (r + 1) * cols], gamma, beta, call["eps"])))
        answer({"id": call["id"], "bytes": len(y) * y.itemsize}, y.tobytes())


main()
