// The one error for what a user plugs in: a module, an object in it, a model file, an engine that is not there.

/** Its message is complete in itself: which file, which field, what was received, and the fix. */
export class PluginError extends Error {
  override readonly name: string = "PluginError";
}
