// A worker that is a correct fp32 LayerNorm, and says that it has gradients when it is told "… backward", until x holds a value of 1024 or more, or
// dy, for those, one of 64: then it does what its first argument says. Written for Node, which every test has; everything it does to the outside it does synchronously.

import { spawn } from "node:child_process";
import { appendFileSync, existsSync, readSync, writeSync } from "node:fs";

const [whole, file] = process.argv.slice(2);
/** Whether it answers calls of the backward pass, and does its deed there. */
const backward = whole.endsWith(" backward");
const mode = whole.replace(/ backward$/, "");
const f = Math.fround;

function layerNorm(x, cols, eps, gamma, beta) {
  const y = new Float32Array(x.length);
  for (let from = 0; from < x.length; from += cols) {
    const row = x.subarray(from, from + cols);
    let sum = 0;
    for (const v of row) sum = f(sum + v);
    const mean = f(sum / cols);
    let squares = 0;
    for (const v of row) squares = f(squares + f(f(v - mean) * f(v - mean)));
    const root = f(Math.sqrt(f(f(squares / cols) + f(eps))));
    row.forEach((v, i) => {
      const h = f(f(v - mean) / root);
      y[from + i] = f(f(h * (gamma.length ? gamma[i] : 1)) + (beta.length ? beta[i] : 0));
    });
  }
  return y;
}

/** dx, dγ and dβ in a row, in doubles: good enough for who only counts them. */
function gradients(dy, x, cols, eps, gamma) {
  const answer = new Float32Array(x.length + 2 * cols);
  for (let from = 0; from < x.length; from += cols) {
    const row = x.subarray(from, from + cols);
    const mean = row.reduce((sum, v) => sum + v, 0) / cols;
    const r = 1 / Math.sqrt(row.reduce((sum, v) => sum + (v - mean) ** 2, 0) / cols + eps);
    const h = Array.from(row, (v) => (v - mean) * r);
    const g = h.map((_, i) => dy[from + i] * (gamma.length ? gamma[i] : 1));
    const c1 = g.reduce((sum, v) => sum + v, 0) / cols;
    const c2 = g.reduce((sum, v, i) => sum + v * h[i], 0) / cols;
    h.forEach((v, i) => {
      answer[from + i] = r * (g[i] - c1 - v * c2);
      answer[x.length + i] += dy[from + i] * v;
      answer[x.length + cols + i] += dy[from + i];
    });
  }
  return answer;
}

function write(data) {
  const bytes = typeof data === "string" ? Buffer.from(data) : data;
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(1, bytes, done);
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
    }
  }
}

/** Exactly so many bytes; undefined at the end of input. */
function read(length) {
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length; ) {
    let count;
    try {
      count = readSync(0, bytes, done, length - done, null);
    } catch (error) {
      if (error.code === "EAGAIN") continue;
      throw error;
    }
    if (count === 0) return undefined;
    done += count;
  }
  return bytes;
}

function line() {
  let text = "";
  for (;;) {
    const byte = read(1);
    if (byte === undefined) return undefined;
    if (byte[0] === 0x0a) return text;
    text += String.fromCharCode(byte[0]);
  }
}

const sleep = (milliseconds) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
const forever = () => sleep(Number.POSITIVE_INFINITY);
const answer = (id, y) => {
  write(`{"id":${id},"bytes":${y.byteLength}}\n`);
  write(Buffer.from(y.buffer));
};

/** What is done instead of the answer. */
const deeds = {
  hangs() {
    for (;;);
  },
  crashes: () => process.kill(process.pid, "SIGSEGV") && forever(),
  exits: () => process.exit(3),
  floods() {
    for (;;) write("x".repeat(65536));
  },
  "writes garbage": () => write(Buffer.from(Array.from({ length: 300 }, (_, i) => (i * 89) % 256))),
  "answers late": ({ id }, y) => sleep(3000) && answer(id, y),
  "answers for another id": ({ id }, y) => answer(id + 1000, y),
  "answers twice"({ id }, y) {
    answer(id, y);
    answer(id, y);
  },
  "allocates without end"() {
    for (const held = []; ; ) held.push(Buffer.alloc(2 ** 22, 1));
  },
  "prints to standard output"({ id }, y) {
    write("debug: sum = 1024\n");
    answer(id, y);
  },
  "prints after its answer"({ id }, y) {
    answer(id, y);
    write("debug: done\n");
  },
  "dies half-way"({ id }, y) {
    write(`{"id":${id},"bytes":${y.byteLength}}\n`);
    write(Buffer.from(y.buffer, 0, 2));
    process.exit(1);
  },
  "stops half-way"({ id }, y) {
    write(`{"id":${id},"bytes":${y.byteLength}}\n`);
    write(Buffer.from(y.buffer, 0, 2));
    forever();
  },
  "promises too much": ({ id }) => write(`{"id":${id},"bytes":${2 ** 40}}\n`),
  "answers without an end of line"({ id }) {
    write(`{"id":${id},"bytes"`);
    forever();
  },
  "says why it cannot": ({ id }) => write(`{"id":${id},"error":"1024 is too much for me"}\n`),
  "answers too few": ({ id }, y) => answer(id, y.slice(0, y.length - 1)),
  "answers too many": ({ id }, y) => answer(id, new Float32Array([...y, 0])),
  "answers dx alone": ({ id, dy }, y) => answer(id, y.slice(0, dy)),
  "answers with payloads of NaN"({ id }, y) {
    const codes = new Uint32Array(y.length).map((_, i) => (i % 2 === 0 ? 0x7f800001 : 0xffffffff));
    answer(id, codes);
  },
  "complains at length before it crashes"() {
    for (let i = 0; i < 10000; i++) writeSync(2, `\x1b[31mline ${i} of a long complaint\n`);
    process.exit(1);
  },
  "leaves others behind"() {
    for (const detached of [false, true]) {
      const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached, stdio: "inherit" });
      appendFileSync(file, `${other.pid}\n`);
    }
    appendFileSync(file, `${process.pid}\n`);
    forever();
  },
};

/** For ever but in the first process, which others end. */
deeds["is killed once"] = ({ id }, y) => {
  if (existsSync(file)) return answer(id, y);
  appendFileSync(file, "killed\n");
  process.kill(process.pid, "SIGKILL");
  forever();
};

/** What is done instead of the handshake. */
const greetings = {
  "says nothing": forever,
  "says something else": () => write("Loading weights…\n"),
  "speaks another version": () => write('{"normfuzz":2,"name":"hostile","formats":["fp32"]}\n'),
  "offers another format": () => write('{"normfuzz":1,"name":"hostile","formats":["fp4"]}\n'),
  "offers nothing": () => write('{"normfuzz":1,"name":"hostile"}\n'),
  "has a bad name": () => write('{"normfuzz":1,"name":"Hostile Worker","formats":["fp32"]}\n'),
  "has a bad contract": () => write('{"normfuzz":1,"name":"hostile","formats":["fp32"],"contract":{"accumulator":"fp16"}}\n'),
  "has an unknown field": () => write('{"normfuzz":1,"name":"hostile","formats":["fp32"],"contrat":{}}\n'),
  "talks on": () => write('{"normfuzz":1,"name":"hostile","formats":["fp32"]}\nready!\n'),
  "exits at once"() {
    writeSync(2, "ModuleNotFoundError: No module named 'numpy'\n");
    process.exit(1);
  },
  "floods at once"() {
    for (;;) write("x".repeat(65536));
  },
};

if (mode in greetings) {
  greetings[mode]();
  sleep(20_000);
}
write(`{"normfuzz":1,"name":"hostile","version":"1","formats":["fp32"]${backward ? ',"backward":true,"contract":{"gradient":"folded"}' : ""}}\n`);
for (let calls = 1; ; calls++) {
  const header = line();
  if (header === undefined) break;
  const call = JSON.parse(header);
  const bytes = read(call.bytes);
  const values = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const x = values.slice(0, call.rows * call.cols);
  const dy = values.slice(x.length, x.length + (call.dy ?? 0));
  const gamma = values.slice(x.length + dy.length, x.length + dy.length + call.gamma);
  const y = "dy" in call ? gradients(dy, x, call.cols, call.eps, gamma) : layerNorm(x, call.cols, call.eps, gamma, values.slice(x.length + gamma.length));
  if (mode === "crashes at its second call" && calls === 2) process.exit(7);
  if ((backward ? dy.some((v) => Math.abs(v) >= 64) : x.some((v) => Math.abs(v) >= 1024)) && mode in deeds) deeds[mode](call, y);
  else answer(call.id, y);
}
