// What is wrong with a report.json that was to be read, in one line that names the file, the field, what is there, and what to do.

export class ReportError extends Error {
  override readonly name = "ReportError";
  readonly file: string;
  /** Path of the field, "results[3].rows"; empty when the file as a whole is meant. */
  readonly field: string;

  constructor(file: string, field: string, problem: string, options?: ErrorOptions) {
    super(field === "" ? `${file}: ${problem}` : `${file}: ${field} ${problem}`, options);
    this.file = file;
    this.field = field;
  }
}
