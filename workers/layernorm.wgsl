// normfuzz: {"id":"wgsl","rowsPerWorkgroup":1}
// LayerNorm over the rows of x: one workgroup a row, two passes. docs/webgpu.md has the header and the bindings.

struct Shape { rows: u32, cols: u32, eps: f32, flags: u32 }
@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> gamma: array<f32>;
@group(0) @binding(2) var<storage, read> beta: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;
@group(0) @binding(4) var<uniform> shape: Shape;

const size = 64u;
var<workgroup> sums: array<f32, size>;

fn total(own: f32, thread: u32) -> f32 {
  workgroupBarrier();
  sums[thread] = own;
  for (var half = size / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (thread < half) { sums[thread] += sums[thread + half]; }
  }
  workgroupBarrier();
  return sums[0];
}

@compute @workgroup_size(size)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let first = group.x * shape.cols;
  var sum = 0.0;
  for (var i = thread; i < shape.cols; i += size) { sum += x[first + i]; }
  let mean = total(sum, thread) / f32(shape.cols);
  var squares = 0.0;
  for (var i = thread; i < shape.cols; i += size) { let d = x[first + i] - mean; squares += d * d; }
  let rstd = inverseSqrt(total(squares, thread) / f32(shape.cols) + shape.eps);
  for (var i = thread; i < shape.cols; i += size) { y[first + i] = (x[first + i] - mean) * rstd * gamma[i] + beta[i]; }
}
