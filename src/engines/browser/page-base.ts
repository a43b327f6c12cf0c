// What every kernel in the page uses, left there as globals: bytes to text and back, since only text goes between the browser and us, and what a
// GPU says. Sent to the browser as text, so it must not use anything from outside of its own body.

// Typed loosely: the types of the DOM would become global for all of the sources.
declare const navigator: any;

export interface PageBase {
  bytesOf(base64: string): Uint8Array;
  textOf(bytes: Uint8Array): string;
  /** vendor and architecture of an adapter, for people. */
  nameOf(info: any): string;
  /** An adapter, or why there is none. */
  adapterFor(format: "fp32" | "fp16"): Promise<{ readonly adapter: any } | { readonly error: string }>;
  /** Ends the program when the device is lost. Errors that nobody catches are thrown by `check`. */
  watch(device: any): { check(): void };
}

export function installBase(): void {
  const global = globalThis as any;
  // Some compilers wrap each function in a call of this name.
  global.__name ??= (one: unknown) => one;
  const nameOf: PageBase["nameOf"] = ({ vendor, architecture, device, description }) => [...new Set([vendor, architecture, device, description])].filter(Boolean).join(" ") || "an adapter without a name";
  const base: PageBase = {
    nameOf,
    bytesOf: (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)),
    textOf(bytes) {
      let text = "";
      for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
      return btoa(text);
    },
    async adapterFor(format) {
      if (!navigator.gpu) return { error: "this browser has no WebGPU (navigator.gpu)" };
      const adapter = await navigator.gpu.requestAdapter();
      if (!adapter) return { error: "WebGPU has no adapter here, neither a GPU nor SwiftShader: look at chrome://gpu in that Chromium" };
      if (format === "fp32" || adapter.features.has("shader-f16")) return { adapter };
      return { error: `the adapter (${nameOf(adapter.info)}) has no f16 (feature shader-f16): take fp32, or a GPU that has it` };
    },
    watch(device) {
      let uncaught: string | undefined;
      device.lost.then(({ message }: { message: string }) => global.normfuzzLost(`lost the GPU device: ${message.trim() || "no reason was given"}`));
      device.addEventListener("uncapturederror", ({ error }: any) => (uncaught ??= error.message.split("\n")[0]));
      return {
        check() {
          const message = uncaught;
          uncaught = undefined;
          if (message !== undefined) throw new Error(message);
        },
      };
    },
  };
  Object.assign(global, base);
}
