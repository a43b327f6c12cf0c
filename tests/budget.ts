// How much a test that tries many cases tries: all of it, or a share where mutation testing runs it once for every mutant.

const share = Number(process.env.NORMFUZZ_SHARE ?? 1);

/** `all` cases, at least one; fewer while NORMFUZZ_SHARE says so. */
export function budget(all: number): number {
  return Math.ceil(all * share);
}

/** Every how many of `all` cases to take for that. */
export const stride = Math.ceil(1 / share);
