// A LayerNorm in C: cc -O2 -o layernorm layernorm.c -lm && npx normfuzz verify --exec ./layernorm. Change layer_norm.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

// One row of n values; gamma and beta have as many, or are NULL.
static void layer_norm(const float *x, const float *gamma, const float *beta, float eps, size_t n, float *y) {
  float mean = 0, variance = 0;
  for (size_t i = 0; i < n; i++) mean += x[i];
  mean /= n;
  for (size_t i = 0; i < n; i++) variance += (x[i] - mean) * (x[i] - mean);
  float root = sqrtf(variance / n + eps);
  for (size_t i = 0; i < n; i++) {
    y[i] = (x[i] - mean) / root;
    if (gamma) y[i] *= gamma[i];
    if (beta) y[i] += beta[i];
  }
}

int main(void) {
  FILE *answers = fdopen(dup(1), "wb");
  dup2(2, 1);  // whatever else prints, prints to standard error
  fputs("{\"normfuzz\":1,\"name\":\"c\",\"version\":\"1\",\"formats\":[\"fp32\"]}\n", answers);
  fflush(answers);
  unsigned long long id;
  size_t rows, cols, gammas, betas, bytes;
  double eps;
  while (scanf("{\"id\":%llu,\"format\":\"fp32\",\"rows\":%zu,\"cols\":%zu,\"eps\":%lf,\"gamma\":%zu,\"beta\":%zu,\"bytes\":%zu}", &id, &rows, &cols, &eps, &gammas, &betas, &bytes) == 7) {
    float *x = malloc(bytes), *y = malloc(rows * cols * sizeof *y), *gamma = x + rows * cols, *beta = gamma + gammas;
    if (getchar() != '\n' || fread(x, 1, bytes, stdin) != bytes) return 1;
    for (size_t r = 0; r < rows; r++) layer_norm(x + r * cols, gammas ? gamma : NULL, betas ? beta : NULL, (float)eps, cols, y + r * cols);
    fprintf(answers, "{\"id\":%llu,\"bytes\":%zu}\n", id, rows * cols * sizeof *y);
    fwrite(y, sizeof *y, rows * cols, answers);
    fflush(answers);
    free(x);
    free(y);
  }
}
