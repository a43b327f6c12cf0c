// Whether ONNX Runtime is installed here: tests of it are skipped, with their reason in the title, where it is not.

import { loadOnnxRuntime } from "../../src/engines/load-onnxruntime.ts";
import { firstMissing } from "../../src/engines/load-peer.ts";

export const onnxruntime = firstMissing(["onnxruntime-node"]) === undefined ? loadOnnxRuntime("onnxruntime-node") : undefined;

/** Appended to the title of a suite that needs it. */
export const reason = onnxruntime ? "" : " (skipped: onnxruntime-node is not installed)";
