// An engine that is not installed is no defect of anyone's kernel: it is told apart, with the line that installs it.

import { PluginError } from "../contract/plugin-error.ts";

export class EngineUnavailable extends PluginError {
  override readonly name = "EngineUnavailable";
}
