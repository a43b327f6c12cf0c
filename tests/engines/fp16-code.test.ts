// All 65 536 codes, against a codec that is not ours.

import { getFloat16, setFloat16 } from "@petamoriken/float16";
import { expect, it } from "vitest";
import { decodeFp16, encodeFp16 } from "../../src/engines/fp16-code.ts";

it("every code has the value that IEEE 754 gives it, and every value its code", () => {
  const codes = Uint16Array.from({ length: 2 ** 16 }, (_, code) => code);
  const view = new DataView(new ArrayBuffer(2));
  const decoded = decodeFp16(codes);
  const encoded = encodeFp16(decoded);
  for (const code of codes) {
    view.setUint16(0, code);
    if (!Object.is(decoded[code], getFloat16(view, 0))) expect.fail(`0x${code.toString(16)} is ${getFloat16(view, 0)}, not ${decoded[code]}`);
    setFloat16(view, 0, decoded[code]!);
    if (encoded[code] !== view.getUint16(0)) expect.fail(`${decoded[code]} is 0x${view.getUint16(0).toString(16)}, not 0x${encoded[code]!.toString(16)}`);
  }
});
