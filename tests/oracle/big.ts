// What is used of gmp-wasm's numbers; its own types are circular and come out incomplete.

export interface Big {
  add(other: Big | number): Big;
  sub(other: Big): Big;
  mul(other: Big): Big;
  div(other: Big | number): Big;
  sqrt(): Big;
  abs(): Big;
  greaterThan(other: Big): boolean;
  toNumber(): number;
}
