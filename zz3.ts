import fault from "./faults/backward/one-pass-recomputed.ts";
import { invokeBackward } from "./src/contract/invoke-backward.ts";
import { resolveContract } from "./src/contract/resolve.ts";
for (const k of [0,4,6,8,10,11,12]) { const o=2**k; const x=Float64Array.of(o,o+1,o+2,o+3); const f=fault.create();
const c=invokeBackward(f,resolveContract(f),{rows:1,cols:4,x,dy:Float64Array.of(1,0,0,0),eps:Math.fround(1e-5)}) as any; const r=c.gradients.row(0); console.log(k, c.y, r.exact.dx, r.bound.errors, r.bound.finite, r.bound.informative); }
