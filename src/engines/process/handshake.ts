// The first line that a program prints: what it speaks, who it is, which formats it computes in and what it promises.

import type { ContractDeclaration, FixedParameters, StorageFormatId } from "../../contract/implementation.ts";
import { received } from "../../contract/received.ts";
import { elementBytes } from "./elements.ts";
import type { Mode } from "./request.ts";
import { shownBytes } from "./shown-bytes.ts";

/** The version of the protocol that is spoken here. */
export const protocolVersion = 1;

export interface Handshake {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly mode: Mode;
  /** In the order in which they are offered, each with what is promised in it. */
  readonly formats: ReadonlyMap<StorageFormatId, ContractDeclaration>;
  readonly fixed: FixedParameters | undefined;
  /** It answers calls that carry dy. Programs from before there were any do not say so, and are never asked. */
  readonly backward: boolean;
}

/** A handshake that is none; the message follows the name of the program. */
export class HandshakeError extends Error {
  override readonly name = "HandshakeError";
}

const example = `{"normfuzz":${protocolVersion},"name":"my-kernel","version":"1.0","formats":["fp32"]}`;
const fields = ["normfuzz", "name", "version", "description", "formats", "contract", "mode", "fixed", "backward"];
const formatIds = Object.keys(elementBytes).join(", ");

/** A program that cannot begin says why, {"normfuzz":1,"error":"no device"}. Contracts and fixed parameters are checked where the implementation is made. Throws a HandshakeError. */
export function parseHandshake(line: Uint8Array): Handshake {
  const value = parsed(line);
  if (typeof value.error === "string") throw new HandshakeError(value.error);
  const { normfuzz, name, version = "", description = "", formats, contract, mode = "binary", fixed, backward = false } = value;
  const ours = Array.isArray(normfuzz) ? normfuzz.includes(protocolVersion) : normfuzz === protocolVersion;
  if (!ours) throw new HandshakeError(`speaks version ${Array.isArray(normfuzz) ? normfuzz.join(", ") : received(normfuzz)} of the protocol, and this normfuzz speaks version ${protocolVersion}: begin with ${example}`);
  const unknown = Object.keys(value).find((key) => !fields.includes(key));
  if (unknown !== undefined) throw new HandshakeError(`has an unknown field ${JSON.stringify(unknown)} in its handshake: choose from ${fields.join(", ")}`);
  for (const [field, text] of Object.entries({ name, version, description })) {
    if (typeof text !== "string") throw new HandshakeError(`has ${field} ${received(text)} in its handshake: give a text`);
  }
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name as string)) throw new HandshakeError(`has the name ${received(name)} in its handshake: give one such as "my-kernel" (a-z, 0-9, single hyphens)`);
  if (mode !== "binary" && mode !== "text") throw new HandshakeError(`has mode ${received(mode)} in its handshake: choose "binary" or "text"`);
  if (typeof backward !== "boolean") throw new HandshakeError(`has backward ${received(backward)} in its handshake: give true, or leave it out where there is no backward pass`);
  return { name, version, description, mode, formats: offered(formats, contract), fixed: typedFixed(fixed), backward } as Handshake;
}

function parsed(line: Uint8Array): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(line).toString("utf8"));
  } catch {
    value = undefined;
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value) && "normfuzz" in value) return value as Record<string, unknown>;
  throw new HandshakeError(`printed ${shownBytes(line)} where its handshake is due: the first line on standard output is ${example}; print everything else to standard error`);
}

/** An array of ids, all under `contract`, or an object from ids to what is promised in each besides. */
function offered(formats: unknown, contract: unknown): ReadonlyMap<StorageFormatId, ContractDeclaration> {
  const entries: readonly [unknown, unknown][] = Array.isArray(formats)
    ? formats.map((id: unknown) => [id, undefined])
    : typeof formats === "object" && formats !== null
      ? Object.entries(formats)
      : [];
  if (entries.length === 0) throw new HandshakeError(`has formats ${received(formats)} in its handshake: give an array of some of ${formatIds}, for example ["fp32"]`);
  const map = new Map<StorageFormatId, ContractDeclaration>();
  for (const [id, own] of entries) {
    if (typeof id !== "string" || !Object.hasOwn(elementBytes, id)) throw new HandshakeError(`offers the format ${received(id)}: choose from ${formatIds}`);
    if (map.has(id as StorageFormatId)) throw new HandshakeError(`offers the format "${id}" twice`);
    map.set(id as StorageFormatId, (isObject(contract) && (own === undefined || isObject(own)) ? { ...contract, ...own } : (own ?? contract ?? {})) as ContractDeclaration);
  }
  return map;
}

/** JSON has arrays only. What is wrong with the rest is said where the implementation is made. */
function typedFixed(fixed: unknown): unknown {
  if (!isObject(fixed)) return fixed;
  const isNumbers = (value: unknown): value is number[] => Array.isArray(value) && value.every((one) => typeof one === "number");
  return Object.fromEntries(Object.entries(fixed).map(([field, value]: [string, unknown]) => [field, isNumbers(value) ? Float64Array.from(value) : value]));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
