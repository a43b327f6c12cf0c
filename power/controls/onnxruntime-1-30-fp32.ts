// ONNX Runtime 1.30 on AVX2 machines: the model that is compared with the engine bit for bit is a control as well.

export { default } from "../../src/impls/models/onnxruntime-1-30-fp32.ts";
