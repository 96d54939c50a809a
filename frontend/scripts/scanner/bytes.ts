// Bytes as text and back, and the one digest that everything here uses.
export type Bytes = Uint8Array<ArrayBuffer>;

export const utf8 = (text: string): Bytes => new TextEncoder().encode(text) as Bytes;
export const text = (bytes: BufferSource): string => new TextDecoder().decode(bytes);

export function fromBase64(encoded: string): Bytes {
  return Uint8Array.from(atob(encoded), (symbol) => symbol.charCodeAt(0));
}

export function toBase64(bytes: ArrayBuffer | Bytes): string {
  let made = "";
  for (const byte of new Uint8Array(bytes)) made += String.fromCharCode(byte);
  return btoa(made);
}

export function hex(bytes: ArrayBuffer | Bytes): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function joined(...parts: Bytes[]): Bytes {
  const made = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    made.set(part, at);
    at += part.length;
  }
  return made;
}

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

export const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));
