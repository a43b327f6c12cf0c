// The command was called with words that make no sense; the message names the word and the fix.

export class UsageError extends Error {
  override readonly name = "UsageError";
}
