// Which errors are the user's to mend, with a message complete in itself. Every other error is a defect of ours and keeps its stack.

const names = new Set(["PluginError", "EngineUnavailable", "UnknownTarget", "UnknownProperty", "FixtureError", "UsageError", "JournalError", "ProofImpossible", "ReportError"]);

export function isForPeople(error: unknown): boolean {
  return error instanceof Error && names.has(error.name);
}
