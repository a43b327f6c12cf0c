// Whether ONNX Runtime is installed here: tests of it are skipped, with their reason in the title, where it is not.

import { EngineUnavailable } from "../../src/engines/engine-unavailable.ts";
import { loadOnnxRuntime } from "../../src/engines/load-onnxruntime.ts";

export const onnxruntime = await loadOnnxRuntime().catch((error: unknown) => {
  if (error instanceof EngineUnavailable) return undefined;
  throw error;
});

/** Appended to the title of a suite that needs it. */
export const reason = onnxruntime ? "" : " (skipped: onnxruntime-node is not installed)";
