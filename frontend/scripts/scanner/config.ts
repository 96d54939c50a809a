// What the server writes into the page: where things are, the words, and who signed in (nobody, in the shell).
import type { Words } from "./words";

export interface Config {
  scheme: string;
  home: string;
  devices: string;
  worker: string;
  scope: string;
  pulse: string;
  wasm: string;
  corrections: string;
  words: Words;
  undo_minutes: number;
  user: { id: string; name: string } | null;
  venue_ids: string[];
}

export function configured(): Config | null {
  const written = document.getElementById("till-config")?.textContent;
  return written ? (JSON.parse(written) as Config) : null;
}
