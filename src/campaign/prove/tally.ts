// What a proof has counted: in one unit, or in all of them so far. Everything in here is JSON but for numbers that are not finite.

/** A row that was seen: its values, and which output was the worst. */
export interface Seen {
  readonly x: readonly number[];
  readonly column: number;
}

export interface ViolationTally {
  /** Rows. */
  readonly rows: number;
  /** The first that was met, and the one with the largest margin as far as ceilings tell. */
  readonly first: Seen;
  readonly worst: Seen;
  readonly worstMargin: number;
}

export interface ProofTally {
  /** Rows that the implementation was called on and judged. proved + violated + beyond. */
  readonly rows: number;
  readonly proved: number;
  readonly violated: number;
  /** Rows about which the contract promises nothing. */
  readonly beyond: number;
  /** Rows up to order and sign. */
  readonly orbits: number;
  /** Rows with an output that is not the correctly rounded one (of those that have an answer). */
  readonly misrounded: number;
  /** Orbits whose bound was evaluated by itself, and the largest margin of a row that held there; −1: none. */
  readonly evaluated: number;
  readonly margin: number;
  readonly marginAt?: Seen | undefined;
  /** Largest finite error on a misrounded row inside the contract, in ulps of the exact value in the storage format; 0: none. */
  readonly ulps: number;
  readonly ulpsAt?: Seen | undefined;
  /** Rows whose outputs are not the negative of those of −x, or not those of the sorted row in the same order. */
  readonly negationBroken: number;
  readonly orderBroken: number;
  /** By property. */
  readonly violations: Readonly<Record<string, ViolationTally>>;
}

export const emptyProofTally: ProofTally = {
  rows: 0,
  proved: 0,
  violated: 0,
  beyond: 0,
  orbits: 0,
  misrounded: 0,
  evaluated: 0,
  margin: -1,
  ulps: 0,
  negationBroken: 0,
  orderBroken: 0,
  violations: {},
};

/** Both together; of examples the first is that of `a`, if it has one. */
export function addTallies(a: ProofTally, b: ProofTally): ProofTally {
  const violations: Record<string, ViolationTally> = { ...a.violations };
  for (const [property, found] of Object.entries(b.violations)) {
    const before = violations[property];
    violations[property] = before === undefined ? found : addViolations(before, found);
  }
  return {
    rows: a.rows + b.rows,
    proved: a.proved + b.proved,
    violated: a.violated + b.violated,
    beyond: a.beyond + b.beyond,
    orbits: a.orbits + b.orbits,
    misrounded: a.misrounded + b.misrounded,
    evaluated: a.evaluated + b.evaluated,
    ...(b.margin > a.margin ? { margin: b.margin, marginAt: b.marginAt } : { margin: a.margin, marginAt: a.marginAt }),
    ...(b.ulps > a.ulps ? { ulps: b.ulps, ulpsAt: b.ulpsAt } : { ulps: a.ulps, ulpsAt: a.ulpsAt }),
    negationBroken: a.negationBroken + b.negationBroken,
    orderBroken: a.orderBroken + b.orderBroken,
    violations,
  };
}

function addViolations(a: ViolationTally, b: ViolationTally): ViolationTally {
  const { worst, worstMargin } = b.worstMargin > a.worstMargin ? b : a;
  return { rows: a.rows + b.rows, first: a.first, worst, worstMargin };
}
