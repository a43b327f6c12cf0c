// Where in a module an implementation is written, for annotations on a pull request: people look for `forward`.

const idAhead = /\bid\s*:\s*["'`]/g;
const forwardHere = /\bforward\s*(?:[(:=<,]|\}|\n)/;

/** The line, from 1 on, of the forward of the implementation with this id, else of its id, else of the first forward; undefined where there is neither. */
export function sourceLine(text: string, id: string): number | undefined {
  const escaped = id.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const own = new RegExp(`\\bid\\s*:\\s*["'\`]${escaped}["'\`]`).exec(text);
  const from = own === null ? 0 : own.index + own[0].length;
  const next = own === null ? text.length : nextId(text, from);
  const forward = forwardHere.exec(text.slice(from, next));
  if (forward !== null) return lineOf(text, from + forward.index);
  return own === null ? undefined : lineOf(text, own.index);
}

/** Where the next implementation of the module begins. */
function nextId(text: string, from: number): number {
  idAhead.lastIndex = from;
  return idAhead.exec(text)?.index ?? text.length;
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}
