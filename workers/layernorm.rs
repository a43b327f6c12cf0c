// A LayerNorm in Rust: rustc -O layernorm.rs && npx normfuzz verify --exec ./layernorm. Change layer_norm; print with eprintln! only.
use std::io::{self, BufRead, Read, Write};

/// One row; gamma and beta have as many values as x, or none.
fn layer_norm(x: &[f32], gamma: &[f32], beta: &[f32], eps: f32) -> Vec<f32> {
    let n = x.len() as f32;
    let mean = x.iter().sum::<f32>() / n;
    let variance = x.iter().map(|v| (v - mean) * (v - mean)).sum::<f32>() / n;
    let root = (variance + eps).sqrt();
    let output = |i: usize, y: f32| y * gamma.get(i).unwrap_or(&1.0) + beta.get(i).unwrap_or(&0.0);
    x.iter().enumerate().map(|(i, v)| output(i, (v - mean) / root)).collect()
}

/// The number that a field of the header has.
fn field<T: std::str::FromStr>(header: &str, name: &str) -> T {
    let (_, rest) = header.split_once(&format!("\"{name}\":")).expect("a field that every header has");
    rest.split([',', '}']).next().and_then(|text| text.parse().ok()).expect("a number")
}

fn main() -> io::Result<()> {
    let (mut calls, mut answers) = (io::stdin().lock(), io::stdout().lock());
    writeln!(answers, r#"{{"normfuzz":1,"name":"rust","version":"1","formats":["fp32"]}}"#)?;
    answers.flush()?;
    let mut header = String::new();
    while calls.read_line(&mut header)? > 0 {
        let (rows, cols, gammas): (usize, usize, usize) = (field(&header, "rows"), field(&header, "cols"), field(&header, "gamma"));
        let mut bytes = vec![0; field(&header, "bytes")];
        calls.read_exact(&mut bytes)?;
        let values: Vec<f32> = bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        let (x, affine) = values.split_at(rows * cols);
        let (gamma, beta) = affine.split_at(gammas);
        let y = x.chunks_exact(cols).flat_map(|row| layer_norm(row, gamma, beta, field::<f64>(&header, "eps") as f32));
        let payload: Vec<u8> = y.flat_map(f32::to_le_bytes).collect();
        writeln!(answers, "{{\"id\":{},\"bytes\":{}}}", field::<u64>(&header, "id"), payload.len())?;
        answers.write_all(&payload)?;
        answers.flush()?;
        header.clear();
    }
    Ok(())
}
