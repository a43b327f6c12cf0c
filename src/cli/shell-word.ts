// A word as a person can paste it into a shell: commands that we print must do what they say.

const plain = /^[A-Za-z0-9@%_+=:,./-]+$/;

/** The word itself where a shell takes it as it is, else in quotes. */
export function shellWord(word: string): string {
  if (plain.test(word)) return word;
  return /["\\$`!]/.test(word) ? `'${word.replaceAll("'", `'\\''`)}'` : `"${word}"`;
}
