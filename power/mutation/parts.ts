// What is mutated and which tests must notice, part by part: a mutant meets only the tests that are about its folder, because the whole
// suite would make each cost minutes, and because a mistake should be found by the tests that are there for it.

export interface Part {
  readonly id: string;
  readonly folder: string;
  readonly mutate: readonly string[];
  /** Files and folders in this order, quickest first: a mutant is killed by the first failure. */
  readonly tests: readonly string[];
  /** NORMFUZZ_SHARE and NORMFUZZ_SOAK: how much the tests try. Chosen so that all of a part's tests take a few seconds. */
  readonly share: number;
  readonly soak: number;
}

export const parts: readonly Part[] = [
  { id: "formats", folder: "src/formats/", mutate: ["src/formats/**/*.ts"], tests: ["tests/formats/round.test.ts", "tests/formats"], share: 0.01, soak: 0 },
  { id: "oracle", folder: "src/oracle/", mutate: ["src/oracle/**/*.ts"], tests: ["tests/oracle/audit.test.ts", "tests/oracle/arithmetic.test.ts", "tests/oracle"], share: 0.15, soak: 0 },
  { id: "bounds", folder: "src/bounds/", mutate: ["src/bounds/**/*.ts", "!src/bounds/gradient*.ts"], tests: ["tests/bounds/formulas.test.ts", "tests/bounds/soundness.test.ts", "tests/bounds/wgsl.test.ts", "tests/bounds/ceiling.test.ts"], share: 0.15, soak: 40 },
  { id: "properties", folder: "properties/", mutate: ["properties/*.ts", "!properties/*.test.ts"], tests: ["tests/properties/every-property.test.ts", "tests/properties/applies.test.ts", "tests/properties/derived.test.ts", "tests/properties/watched.test.ts", "tests/properties/margins.test.ts", "tests/properties/exact-relations.test.ts", "tests/properties/stable-families.test.ts"], share: 1, soak: 120 },
];

/** What Stryker knows of a part, kept from run to run (its `incrementalFile`). */
export function resultsFile({ id }: Part): string {
  return `reports/mutation/${id}.json`;
}

/** The parts that patterns for `--mutate` are about, each with its own patterns; all parts entirely for none. Throws a RangeError for a pattern of no part. */
export function partsOf(patterns: readonly string[]): readonly Part[] {
  const stray = patterns.find((pattern) => !parts.some(({ folder }) => pattern.startsWith(folder)));
  if (stray !== undefined) throw new RangeError(`--mutate ${stray} is in no part: begin with one of ${parts.map(({ folder }) => folder).join(", ")}`);
  if (patterns.length === 0) return parts;
  return parts.flatMap((part) => {
    const own = patterns.filter((pattern) => pattern.startsWith(part.folder));
    return own.length === 0 ? [] : [{ ...part, mutate: [...own, ...part.mutate.filter((pattern) => pattern.startsWith("!"))] }];
  });
}
