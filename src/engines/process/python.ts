// The Python that engines written for it run in: NORMFUZZ_PYTHON, or the python3 that a shell would start. Which modules it has is asked once,
// without importing them: PyTorch takes seconds.

import { spawnSync } from "node:child_process";

export interface Python {
  /** The program, as it is started. */
  readonly program: string;
  /** Undefined where it cannot be started; else the modules asked about that it has. */
  readonly modules: ReadonlySet<string> | undefined;
}

/** The modules that engines need, and what installs them. */
const installs: Readonly<Record<string, string>> = { numpy: "pip install numpy", torch: "pip install torch numpy (or python3-torch of Debian and Ubuntu)" };

const variable = "NORMFUZZ_PYTHON";
const usual = process.platform === "win32" ? "python" : "python3";
/** Milliseconds: an interpreter starts in a tenth of a second, or is of no use. */
const patience = 20_000;

// A folder of that name in the one we are in is no module of Python's.
const question = `import importlib.util as u, sys; sys.path.pop(0); print("|".join(m for m in sys.argv[1:] if (s := u.find_spec(m)) is not None and s.origin is not None))`;

const asked = new Map<string, Python>();

export function python(env: Readonly<Record<string, string | undefined>> = process.env): Python {
  const program = env[variable] || usual;
  let known = asked.get(program);
  if (known === undefined) asked.set(program, (known = ask(program)));
  return known;
}

function ask(program: string): Python {
  const { status, stdout } = spawnSync(program, ["-c", question, ...Object.keys(installs)], { encoding: "utf8", timeout: patience, windowsHide: true });
  return { program, modules: status === 0 ? new Set(stdout.trim().split("|")) : undefined };
}

/** One line that says what to install for a module to be there; undefined when it is. */
export function missingModule(module: string, { program, modules }: Python = python()): string | undefined {
  if (modules === undefined) return `${program} cannot be started: install Python 3.8 or later, or name one with ${variable}=/path/to/python3`;
  if (modules.has(module)) return undefined;
  return `${program} has no ${module}: install it with ${installs[module] ?? `pip install ${module}`}, or name a Python that has it with ${variable}=/path/to/python3`;
}
