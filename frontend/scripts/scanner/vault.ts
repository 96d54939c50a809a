// The key of the device's queue, which only a PIN (or signing in again) brings back. Each person wraps the same key
// with a PIN of their own; the signing key of the device lies sealed under it. A page that is reloaded within the
// quarter of an hour finds it again by two halves: one in the window's own memory, one in the database.
import { fromBase64, random, toBase64, utf8, type Bytes } from "./bytes";
import type { Person, Sealed, Store } from "./store";

export const PIN = /^\d{6}$/;
export const IDLE = 15 * 60_000;
const TURNS = 600_000;
const FREE_TRIES = 5;
const PAUSES = [60_000, 300_000, 900_000];
const RESUME = "quitus-resume";

export interface Opened {
  person: Person;
  key: CryptoKey;
}

export type Unlocking =
  | { way: "open"; raw: Bytes }
  | { way: "wrong"; left: number }
  | { way: "wait"; until: number }
  | { way: "sign_in" };

const AES = "AES-GCM";

export async function seal(key: CryptoKey, content: Bytes): Promise<Sealed> {
  const iv = random(12);
  return { iv, data: await crypto.subtle.encrypt({ name: AES, iv }, key, content) };
}

export async function unseal(key: CryptoKey, sealed: Sealed): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.decrypt({ name: AES, iv: sealed.iv }, key, sealed.data));
}

export const keyOf = (raw: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", raw, AES, false, ["encrypt", "decrypt"]);

async function keyOfPin(pin: string, salt: Bytes, turns: number): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey("raw", utf8(pin), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: turns };
  return crypto.subtle.deriveKey(how, typed, { name: AES, length: 256 }, false, ["encrypt", "decrypt"]);
}

// Somebody's PIN, chosen while the server vouches for them: it wraps the key, and forgets wrong tries.
export async function choosePin(
  who: { user_id: string; name: string; unlock_until: string; access: string },
  pin: string,
  raw: Bytes,
): Promise<Person> {
  const salt = random(16);
  const wrapped = await seal(await keyOfPin(pin, salt, TURNS), raw);
  const access = await seal(await keyOf(raw), utf8(who.access));
  const { user_id, name, unlock_until } = who;
  return { user_id, name, salt, turns: TURNS, wrapped, wrong: 0, wait_until: 0, unlock_until, access };
}

// A try counts before it is made, so that closing the page gains nothing. After the fifth come pauses, then signing in
// is the only way: the wrapped key is dropped, the server gives it back.
export async function unlock(store: Store, person: Person, pin: string, now: number): Promise<Unlocking> {
  if (!person.wrapped || Date.parse(person.unlock_until) <= now) return { way: "sign_in" };
  if (person.wait_until > now) return { way: "wait", until: person.wait_until };
  person.wrong += 1;
  const pause = PAUSES[person.wrong - FREE_TRIES];
  const spent = person.wrong >= FREE_TRIES + PAUSES.length;
  person.wait_until = pause ? now + pause : 0;
  const { wrapped } = person;
  await store.keepPerson({ ...person, wrapped: spent ? null : wrapped });
  try {
    const raw = await unseal(await keyOfPin(pin, person.salt, person.turns), wrapped);
    person.wrong = 0;
    person.wait_until = 0;
    await store.keepPerson(person);
    return { way: "open", raw };
  } catch {
    if (spent) {
      person.wrapped = null;
      return { way: "sign_in" };
    }
    return pause ? { way: "wait", until: person.wait_until } : { way: "wrong", left: FREE_TRIES - person.wrong };
  }
}

export interface SigningPair {
  signing: Sealed;
  publicKey: string;
}

export async function makeSigningKey(): Promise<{ publicKey: string; sealedBy: (key: CryptoKey) => Promise<Sealed> }> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const publicKey = toBase64(await crypto.subtle.exportKey("raw", pair.publicKey));
  const sealedBy = async (key: CryptoKey): Promise<Sealed> =>
    seal(key, new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey)));
  return { publicKey, sealedBy };
}

export async function signWith(key: CryptoKey, signing: Sealed, message: string): Promise<string> {
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const own = await crypto.subtle.importKey("pkcs8", await unseal(key, signing), curve, false, ["sign"]);
  return toBase64(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, own, utf8(message)));
}

// Half of what brings the key back after a reload stays in the window, half in the database.
export async function rememberFor(store: Store, person: Person, raw: Bytes): Promise<void> {
  const half = await crypto.subtle.generateKey({ name: AES, length: 256 }, false, ["encrypt", "decrypt"]);
  const { iv, data } = await seal(half, raw);
  await store.keep("resume", half);
  const kept = { user: person.user_id, iv: toBase64(iv), data: toBase64(data), until: Date.now() + IDLE };
  sessionStorage.setItem(RESUME, JSON.stringify(kept));
}

export function stillHere(): void {
  const kept = sessionStorage.getItem(RESUME);
  if (kept) sessionStorage.setItem(RESUME, JSON.stringify({ ...JSON.parse(kept), until: Date.now() + IDLE }));
}

export async function forgetOpening(store: Store): Promise<void> {
  sessionStorage.removeItem(RESUME);
  await store.forget("resume");
}

export async function resumed(store: Store, now: number): Promise<Opened | null> {
  const kept = JSON.parse(sessionStorage.getItem(RESUME) ?? "null") as Record<string, string> | null;
  const half = await store.fact("resume");
  if (!kept || !half || Number(kept.until) < Date.now()) return null;
  const person = (await store.people()).find((one) => one.user_id === kept.user);
  if (!person || Date.parse(person.unlock_until) <= now) return null;
  try {
    const sealed = { iv: fromBase64(kept.iv), data: fromBase64(kept.data).buffer };
    return { person, key: await keyOf(await unseal(half, sealed)) };
  } catch {
    return null;
  }
}
