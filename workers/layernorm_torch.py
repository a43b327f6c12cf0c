#!/usr/bin/env python3
# PyTorch's LayerNorm, on CUDA where there is one: npx normfuzz verify --exec "python3 layernorm_torch.py". Change layer_norm.
import json, os, sys
import torch

DEVICE = sys.argv[1] if len(sys.argv) > 1 else "cuda" if torch.cuda.is_available() else "cpu"
DTYPES = {"fp64": torch.float64, "fp32": torch.float32, "fp16": torch.float16, "bf16": torch.bfloat16}
FORM = {"gradient": "folded"} if DEVICE == "cpu" else {}  # dx is r·γ·dy + b·x + c on CPUs: docs/bounds.md, the backward pass


def layer_norm(x, gamma, beta, eps, dy=None):
    """x, dy: rows × cols, on DEVICE; gamma, beta: cols values, or None. y; or, where there is a dy, dx, dγ and dβ."""
    if dy is None:
        return [torch.nn.functional.layer_norm(x, x.shape[1:], gamma, beta, eps)]
    gamma = x.new_ones(x.shape[1:]) if gamma is None else gamma  # which multiplies exactly
    leaves = [leaf.detach().requires_grad_() for leaf in (x, gamma, torch.zeros_like(gamma))]
    return torch.autograd.grad(layer_norm(*leaves, eps)[0], leaves, dy)


def works(dtype):  # compiles and warms up, too: that is no part of a call
    try:
        x = torch.ones(2, 64, dtype=dtype, device=DEVICE)
        return all(len(part.cpu()) for dy in (None, x) for part in layer_norm(x, None, None, 1e-5, dy))
    except (RuntimeError, TypeError):
        return False


with os.fdopen(os.dup(1), "wb") as answers:
    os.dup2(2, 1)  # whatever else prints, native code too, prints to standard error
    hello = {"normfuzz": 1, "name": f"torch-{DEVICE.partition(':')[0]}", "version": torch.__version__, "backward": True, "contract": FORM}
    answers.write(json.dumps({**hello, "formats": [id for id in DTYPES if works(DTYPES[id])]}).encode() + b"\n")
    answers.flush()
    for line in iter(sys.stdin.buffer.readline, b""):  # ends when standard input does
        call = json.loads(line)
        values = torch.frombuffer(bytearray(sys.stdin.buffer.read(call["bytes"])), dtype=DTYPES[call["format"]]).to(DEVICE)
        x, dy, gamma, beta = (part if len(part) else None for part in values.split([call["rows"] * call["cols"], call.get("dy", 0), call["gamma"], call["beta"]]))
        parts = layer_norm(x.view(-1, call["cols"]), gamma, beta, call["eps"], None if dy is None else dy.view(-1, call["cols"]))
        payload = torch.cat([part.flatten() for part in parts]).cpu().view(torch.uint8).numpy().tobytes()
        answers.write(json.dumps({"id": call["id"], "bytes": len(payload)}).encode() + b"\n" + payload)
        answers.flush()
