// Which model an engine is, by version: what `npm run models` checks, and where it says that a new version computes differently.

/** Ids of models, by the format of the engine's implementation. */
interface Models {
  readonly fp16: string;
  readonly fp32: string;
  readonly fp64: string;
}

const onePass: Models = { fp16: "one-pass-fp16", fp32: "one-pass-fp32", fp64: "one-pass-fp64" };
const welford: Models = { fp16: "welford-fp16", fp32: "welford-fp32", fp64: "welford-fp64" };

/** The model of an implementation of an engine, for its version; undefined where none is known. */
export function expectedModel(id: string, version: string, architecture: string): string | undefined {
  if (id === "pytorch-cpu-fp32" && version.startsWith("1.13.")) return architecture === "x64" ? "pytorch-1-13-fp32" : undefined;
  const format = /-(fp16|fp32|fp64)$/.exec(id)?.[1] as keyof Models | undefined;
  const minor = /^1\.(\d+)\./.exec(version)?.[1];
  if (format === undefined || minor === undefined) return undefined;
  if (!/^onnxruntime(-web)?-fp/.test(id)) return undefined;
  if (Number(minor) <= 26) return onePass[format];
  if (id === "onnxruntime-fp32" && Number(minor) >= 30) return architecture === "x64" ? "onnxruntime-1-30-fp32" : undefined;
  return welford[format];
}
