// A command line to words: what a shell would split, we split; what only a shell could do is refused with the place and the fix.

import { describe, expect, it } from "vitest";
import { splitCommandLine } from "../../../src/engines/process/command-line.ts";

describe("splitCommandLine", () => {
  it.each([
    ["python3 my_kernel.py", ["python3", "my_kernel.py"]],
    ["  ./kernel\t--rows  4 ", ["./kernel", "--rows", "4"]],
    ["'my kernel' \"an argument\" a' 'b", ["my kernel", "an argument", "a b"]],
    ["python3 -c 'import os; print($HOME | 1)'", ["python3", "-c", "import os; print($HOME | 1)"]],
    [String.raw`k "a \"quoted\" \\ \$word" back\ slash \|`, ["k", 'a "quoted" \\ $word', "back slash", "|"]],
    [String.raw`k "\n"`, ["k", String.raw`\n`]],
    ["k ''", ["k", ""]],
  ])("%s", (line, words) => expect(splitCommandLine(line, "linux")).toEqual(words));

  it("leaves the backslashes of Windows alone", () => {
    expect(splitCommandLine(String.raw`C:\python\python.exe my_kernel.py`, "win32")).toEqual([String.raw`C:\python\python.exe`, "my_kernel.py"]);
  });

  it.each([
    ["python3 k.py | tee log", /\| at character 14.*no shell/],
    ["k > log", />.*no shell/],
    ["k $HOME", /\$ at character 3/],
    ['k "$HOME"', /\$ at character 4/],
    ["k `date`", /` at character 3/],
    ["k 'a", /' at character 3 that is never closed/],
    ['k "a', /" at character 3 that is never closed/],
    ["k \\", /ends in a backslash/],
    ["", /names no program/],
    ["  ", /names no program/],
    ["'' x", /names no program/],
  ])("refuses %s", (line, message) => expect(() => splitCommandLine(line, "linux")).toThrow(message));
});
