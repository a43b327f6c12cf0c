// The kernel of the card in the README: Σx and Σx² in one pass, and E[x²] − E[x]² for the variance, all in fp32.

const f = Math.fround;
export default {
  id: "one-pass",
  format: "fp32",
  forward(x, { rows, cols, eps, gamma, beta }) {
    const y = new Float64Array(rows * cols);
    for (let r = 0; r < rows; r++) {
      let sum = 0, squares = 0;
      for (let i = 0; i < cols; i++) {
        const v = x[r * cols + i];
        sum = f(sum + v);
        squares = f(squares + f(v * v));
      }
      const mean = f(sum / cols);
      const variance = f(f(squares / cols) - f(mean * mean));
      const rstd = f(1 / f(Math.sqrt(f(variance + f(eps)))));
      for (let i = 0; i < cols; i++) {
        let v = f(f(x[r * cols + i] - mean) * rstd);
        if (gamma) v = f(v * gamma[i]);
        if (beta) v = f(v + beta[i]);
        y[r * cols + i] = v;
      }
    }
    return y;
  },
};
