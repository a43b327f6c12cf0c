// What is wrong with a fixture file, in one line that names the file, the field and the fix.

export class FixtureError extends Error {
  override readonly name = "FixtureError";
  readonly file: string;
  /** Path of the field, "minimal.x.3"; empty when the file as a whole is meant. */
  readonly field: string;

  constructor(file: string, field: string, problem: string, options?: ErrorOptions) {
    super(field === "" ? `${file}: ${problem}` : `${file}: ${field}: ${problem}`, options);
    this.file = file;
    this.field = field;
  }
}
