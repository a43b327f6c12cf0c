// PyTorch's cascade on CPUs: Welford in the lanes of a vector over chunks of sixteen vectors, so that errors restart with each chunk, and a
// stack in which equal numbers of chunks are merged, as in binary counting. What fills no vector is joined one by one.

import { joinByDivision, joinByReciprocal, mergeByShift, noMoments, type Moments } from "./moments.ts";

/** Vectors in a chunk (PyTorch's kChunkSize). */
const chunkVectors = 16;

export function cascadeMoments(x: Float64Array, lanes: number): Moments {
  const vectors = Math.floor(x.length / lanes);
  const byLane = Array.from({ length: lanes }, (_, lane) => laneMoments(x, { lane, lanes, vectors }));
  const tail = x.subarray(vectors * lanes).reduce((held: Moments, value: number) => joinByDivision(held, value), noMoments());
  return byLane.reduce(mergeByShift, tail);
}

function laneMoments(x: Float64Array, { lane, lanes, vectors }: { lane: number; lanes: number; vectors: number }): Moments {
  const stack: Moments[] = [];
  for (let chunk = 0; chunk * chunkVectors < vectors; chunk++) {
    const end = Math.min((chunk + 1) * chunkVectors, vectors);
    let held = noMoments();
    for (let vector = chunk * chunkVectors; vector < end; vector++) held = joinByReciprocal(held, x[vector * lanes + lane]);
    // One merge for each trailing one of the number of chunks so far.
    for (let mask = chunk; (mask & 1) === 1; mask >>= 1) held = mergeByShift(stack.pop()!, held);
    stack.push(held);
  }
  return stack.reduceRight((held, earlier) => mergeByShift(held, earlier), noMoments());
}
