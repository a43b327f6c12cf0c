// A valibot schema with a short cut: a report of hundreds of implementations has millions of values, and valibot makes an object for each one that
// it looks at. What a plain function sees to be right is right; for everything else the schema itself runs, and has the message.

import type * as v from "valibot";

type Schema = v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>;

/** The schema, which `holds` answers for: true only of what the schema accepts, and gives back as it is. */
export function atOnce<const Checked extends Schema>(schema: Checked, holds: (input: unknown) => boolean): Checked {
  const run: Schema["~run"] = (dataset, config) => (holds(dataset.value) ? { typed: true, value: dataset.value } : schema["~run"](dataset, config));
  return { ...schema, "~run": run };
}
