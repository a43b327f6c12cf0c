// How likely the next batch of some kind is to score above what has been seen, judged by the best scores of those before it: what a search needs to know to
// spend its batches where they are worth most (the max k-armed bandit: Cicirello & Smith 2005).

/** So many of the best scores describe the tail. */
const kept = 6;

export class Tail {
  /** The best scores, the largest first. */
  readonly #best: number[] = [];

  add(score: number): void {
    if (this.#best.length === kept && score <= this.#best[kept - 1]!) return;
    const place = this.#best.findIndex((other) => other < score);
    this.#best.splice(place < 0 ? this.#best.length : place, 0, score);
    if (this.#best.length > kept) this.#best.pop();
  }

  /**
   * The chance that one more batch after `count` scores above the threshold t, with an exponential tail above the smallest of the k scores kept:
   * k/N·exp(−(t − m)/s), s the mean excess of the others over m; 0 while there are fewer than two.
   */
  chanceAbove(threshold: number, count: number): number {
    const k = this.#best.length;
    if (k < 2) return 0;
    const least = this.#best[k - 1]!;
    let excess = 0;
    for (const score of this.#best) excess += score - least;
    const scale = excess / (k - 1);
    const reach = least >= threshold ? 1 : scale === 0 ? 0 : Math.exp(-(threshold - least) / scale);
    return (k / Math.max(count, k)) * reach;
  }
}
