// One call after another, for engines that mix up calls which overlap: ONNX Runtime Web 1.30 loses outputs of one run to another ("Cannot read
// properties of null"), also between sessions.

let last: Promise<unknown> = Promise.resolve();

/** Runs `work` when all that was begun before has ended, well or not. One turn for the whole thread. */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = last.then(work);
  last = result.catch(() => undefined);
  return result;
}
