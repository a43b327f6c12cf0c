#!/usr/bin/env python3
# PyTorch's LayerNorm, on CUDA where there is one: npx normfuzz verify --exec "python3 layernorm_torch.py". Change layer_norm.
import json, os, sys
import torch

DEVICE = sys.argv[1] if len(sys.argv) > 1 else "cuda" if torch.cuda.is_available() else "cpu"
DTYPES = {"fp64": torch.float64, "fp32": torch.float32, "fp16": torch.float16, "bf16": torch.bfloat16}


def layer_norm(x, gamma, beta, eps):
    """x: rows × cols, on DEVICE; gamma, beta: cols values, or None."""
    return torch.nn.functional.layer_norm(x, x.shape[1:], gamma, beta, eps)


def works(dtype):  # compiles and warms up, too: that is no part of a call
    try:
        layer_norm(torch.ones(2, 64, dtype=dtype, device=DEVICE), None, None, 1e-5).cpu()
        return True
    except (RuntimeError, TypeError):
        return False


def answer(to, header, payload=b""):
    to.write(json.dumps(header).encode() + b"\n" + payload)
    to.flush()


with torch.no_grad(), os.fdopen(os.dup(1), "wb") as answers:
    os.dup2(2, 1)  # whatever else prints, native code too, prints to standard error
    name = f"torch-{DEVICE.partition(':')[0]}"
    answer(answers, {"normfuzz": 1, "name": name, "version": torch.__version__, "formats": [id for id in DTYPES if works(DTYPES[id])]})
    for line in iter(sys.stdin.buffer.readline, b""):  # ends when standard input does
        call = json.loads(line)
        n, c, b = call["rows"] * call["cols"], call["gamma"], call["beta"]
        values = torch.frombuffer(bytearray(sys.stdin.buffer.read(call["bytes"])), dtype=DTYPES[call["format"]]).to(DEVICE)
        y = layer_norm(values[:n].view(-1, call["cols"]), values[n : n + c] if c else None, values[n + c :] if b else None, call["eps"])
        payload = y.cpu().contiguous().view(torch.uint8).numpy().tobytes()
        answer(answers, {"id": call["id"], "bytes": len(payload)}, payload)
