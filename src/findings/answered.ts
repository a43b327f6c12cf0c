// A call that is made to explain another one may take a second: without its answer the explanation says less, and nothing else changes.

import type { Call } from "../contract/call.ts";

/** Milliseconds. */
const answerTime = 1000;

/** The call, or undefined where it does not come in time. */
export async function answered(call: Call | Promise<Call>): Promise<Call | undefined> {
  if (!(call instanceof Promise)) return call;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, answerTime, undefined);
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}
