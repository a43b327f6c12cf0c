// Axes and scales are the same in hundreds of figures of one page: drawn once, then repeated.

import type { Html } from "../escape-html.ts";

/** More kinds of axes than formats have; a page whose figures all differ must not be kept twice. */
const most = 64;

/** A function that draws what it has not drawn under this key before. What is drawn must follow from the key alone. */
export function remembered(): (key: string, draw: () => Html) => Html {
  const drawn = new Map<string, Html>();
  return (key, draw) => {
    const known = drawn.get(key);
    if (known !== undefined) return known;
    const made = draw();
    if (drawn.size === most) drawn.clear();
    drawn.set(key, made);
    return made;
  };
}
