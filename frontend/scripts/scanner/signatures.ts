// Ed25519 by the browser where it knows it, else by @noble/ed25519; the keys of the instance, of which each must bear
// its own name; and the signed record of a series.
import { verifyAsync } from "@noble/ed25519";
import { fromBase64, joined, sha256, text, utf8, type Bytes } from "./bytes";
import { nameOfKey, type SignedCode } from "./codes";

export interface PublishedKey {
  id: string;
  public_key: string;
  trusted_offline: boolean;
}

export interface SignedRecord {
  record: string;
  signature: string;
  key_id: string;
}

export interface SeriesRecord {
  v: number;
  series: string;
  first_rank: number;
  last_rank: number;
  face_value_cents: number;
  booklet_size: number;
  activated_on: string | null;
  usable_until: string | null;
  late_entry_days: number | null;
  services: string[] | null;
  postcodes: string[] | null;
  ended: boolean;
  made_at: string;
  bitmap_sha256: string;
}

const SERIES = utf8("Quitus-Series1\0");

async function verified(publicKey: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey("raw", publicKey, { name: "Ed25519" }, false, ["verify"]);
  } catch {
    return verifyAsync(signature, message, publicKey, { zip215: false }).catch(() => false);
  }
  return crypto.subtle.verify({ name: "Ed25519" }, key, signature, message);
}

// The public halves that prove something offline, by name; a key that bears another's name is left out.
export async function trusted(published: PublishedKey[]): Promise<Map<string, Bytes>> {
  const keys = new Map<string, Bytes>();
  for (const one of published) {
    const half = fromBase64(one.public_key);
    if (one.trusted_offline && half.length === 32 && (await nameOfKey(half)) === one.id) keys.set(one.id, half);
  }
  return keys;
}

export async function isSigned(code: SignedCode, keys: Map<string, Bytes>): Promise<boolean> {
  const key = keys.get(code.keyId);
  return key ? verified(key, code.message, code.signature) : false;
}

// The record of a series, when a key of the instance has signed it; else null.
export async function believed(signed: SignedRecord, keys: Map<string, Bytes>): Promise<SeriesRecord | null> {
  const key = keys.get(signed.key_id);
  const content = fromBase64(signed.record);
  const message = joined(SERIES, await sha256(content));
  if (!key || !(await verified(key, message, fromBase64(signed.signature)))) return null;
  const record = JSON.parse(text(content)) as SeriesRecord;
  return record.v === 1 ? record : null;
}
