// The backward pass owns its inputs no more than the forward pass does.

import inputsUnchanged from "../inputs-unchanged.ts";
import type { Property } from "../../src/contract/property.ts";

export default {
  ...inputsUnchanged,
  id: "backward-inputs-unchanged",
  statement: "dy, x and γ hold the same values after backward as before",
  why: "dy is often shared with a residual branch: a kernel that writes dx into it corrupts the gradient of everything beside it.",
  pass: "backward",
} satisfies Property;
