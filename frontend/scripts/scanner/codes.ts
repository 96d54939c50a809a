// The two codes of a pass, as docs/scanner.md says: what a QR code claims, and whether fourteen typed symbols are well
// typed. Nothing here is secret, and nothing here asks the network.
import { joined, sha256, utf8, type Bytes } from "./bytes";

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RFC4648 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const RANKS = 10_000_000;

export interface SignedCode {
  keyId: string;
  number: number;
  message: Bytes;
  signature: Bytes;
}

export const seriesOf = (number: number): number => Math.floor(number / RANKS);
export const rankOf = (number: number): number => number % RANKS;

// « 123456789-0000042 »: the series, then the rank.
export const written = (number: number): string => `${seriesOf(number)}-${String(rankOf(number)).padStart(7, "0")}`;

function times(value: number, power: number): number {
  let product = value;
  for (let turn = 0; turn < power; turn += 1) {
    product <<= 1;
    if (product & 32) product ^= 0b100101;
  }
  return product;
}

// The fourteen symbols of a human code, when its check over GF(32) is right; else null.
export function humanCode(typed: string): string | null {
  const symbols = typed
    .toUpperCase()
    .replace(/[\s\-‐‑–]/g, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
  if (!/^[0-9A-HJKMNP-TV-Z]{14}$/.test(symbols)) return null;
  let sum = 0;
  [...symbols].forEach((symbol, place) => {
    sum ^= times(CROCKFORD.indexOf(symbol), place);
  });
  return sum === 0 ? symbols : null;
}

function base32(symbols: string): Bytes {
  const bytes = new Uint8Array((symbols.length * 5) >> 3);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const symbol of symbols) {
    bits = ((bits << 5) | RFC4648.indexOf(symbol)) & 0xfff;
    held += 5;
    if (held >= 8) {
      held -= 8;
      bytes[at] = (bits >> held) & 0xff;
      at += 1;
    }
  }
  return bytes;
}

const fourSymbols = (bits: number): string => [15, 10, 5, 0].map((shift) => CROCKFORD[(bits >> shift) & 31]).join("");

// What a scanned text claims: a whole address or its last 120 symbols. Nothing of it is true before its signature is.
export function readSigned(scanned: string): SignedCode | null {
  const symbols = scanned.trim().split("/").pop()?.toUpperCase() ?? "";
  if (!/^[A-Z2-7]{120}$/.test(symbols)) return null;
  const bytes = base32(symbols);
  const key = (bytes[1] << 16) | (bytes[2] << 8) | bytes[3];
  let number = 0;
  for (const byte of bytes.subarray(4, 11)) number = number * 256 + byte;
  if (bytes[0] !== 1 || key >> 20 || number > Number.MAX_SAFE_INTEGER) return null;
  const message = joined(utf8("Quitus-QR1"), bytes.slice(1, 11));
  return { keyId: fourSymbols(key), number, message, signature: bytes.slice(11) };
}

// The name that a public key must bear: a list in which another name stands is not to be believed.
export async function nameOfKey(publicKey: Bytes): Promise<string> {
  const digest = await sha256(joined(utf8("quitus 1 name of a key"), publicKey));
  return fourSymbols(((digest[0] << 16) | (digest[1] << 8) | digest[2]) >> 4);
}
