// What this device keeps, in one database of the browser per scheme. Lines are written « strictly »: once the promise
// is kept they survive a battery that dies.
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Bytes } from "./bytes";
import type { PublishedKey, SeriesRecord } from "./signatures";

export interface Sealed {
  iv: Bytes;
  data: ArrayBuffer;
}

export interface Limits {
  count: number;
  cents: number;
  days: number;
}

export interface Service {
  code: string;
  label: string;
}

export interface Place {
  id: string;
  name: string;
  postcode?: string;
  services: Service[];
}

export interface Told {
  id: string;
  at: string;
  number: string | null;
  outcome: string;
  message: string;
}

// What the last pack said, its records already believed.
export interface Pack {
  made_at: string;
  keys: PublishedKey[];
  venues: Place[];
  pass_per_person_max: number;
  records: SeriesRecord[];
  told: Told[];
}

export interface Point {
  n: number;
  head: string;
}

export interface Device {
  terminal_id: string;
  label: string;
  signing: Sealed;
  limits: Limits;
}

export interface Choices {
  venue: string;
  service: string;
  mute: boolean;
}

export interface Person {
  user_id: string;
  name: string;
  salt: Bytes;
  turns: number;
  wrapped: Sealed | null;
  wrong: number;
  wait_until: number;
  unlock_until: string;
  access: Sealed | null;
}

export interface KeptLine {
  n: number;
  head: string;
  sealed: Sealed;
  acknowledged_at: string | null;
}

export interface Mark {
  number: number;
  at: string;
}

interface Facts {
  device: Device;
  pack: Pack;
  clock: { offset: number; least: number };
  tail: Point;
  acknowledged: Point;
  sending: { batch: string; last: number };
  choices: Choices;
  marks: Mark[];
  resume: CryptoKey;
}

interface Schema extends DBSchema {
  facts: { key: string; value: unknown };
  people: { key: string; value: Person };
  bitmaps: { key: string; value: { series: string; sha256: string; bytes: Bytes } };
  lines: { key: number; value: KeptLine };
}

export const START: Point = { n: 0, head: "0".repeat(64) };

export class Store {
  private constructor(private readonly base: IDBPDatabase<Schema>) {}

  static async open(scheme: string): Promise<Store> {
    const base = await openDB<Schema>(`quitus-${scheme}`, 1, {
      upgrade(made) {
        made.createObjectStore("facts");
        made.createObjectStore("people", { keyPath: "user_id" });
        made.createObjectStore("bitmaps", { keyPath: "series" });
        made.createObjectStore("lines", { keyPath: "n" });
      },
    });
    return new Store(base);
  }

  async fact<Name extends keyof Facts>(name: Name): Promise<Facts[Name] | undefined> {
    return (await this.base.get("facts", name)) as Facts[Name] | undefined;
  }

  async keep<Name extends keyof Facts>(name: Name, value: Facts[Name]): Promise<void> {
    await this.base.put("facts", value, name);
  }

  async forget(name: keyof Facts): Promise<void> {
    await this.base.delete("facts", name);
  }

  people(): Promise<Person[]> {
    return this.base.getAll("people");
  }

  async keepPerson(person: Person): Promise<void> {
    await this.base.put("people", person);
  }

  bitmap(series: string): Promise<{ series: string; sha256: string; bytes: Bytes } | undefined> {
    return this.base.get("bitmaps", series);
  }

  async keepBitmap(series: string, sha256: string, bytes: Bytes): Promise<void> {
    await this.base.put("bitmaps", { series, sha256, bytes });
  }

  async dropBitmapsBut(series: Set<string>): Promise<void> {
    for (const known of await this.base.getAllKeys("bitmaps")) {
      if (!series.has(known)) await this.base.delete("bitmaps", known);
    }
  }

  lines(): Promise<KeptLine[]> {
    return this.base.getAll("lines");
  }

  // All of them and the new end of the chain, or none; fails when another window wrote in between.
  async addLines(lines: KeptLine[], before: Point): Promise<void> {
    const work = this.base.transaction(["lines", "facts"], "readwrite", { durability: "strict" });
    const done = work.done;
    done.catch(() => undefined);
    const tail = ((await work.objectStore("facts").get("tail")) as Point | undefined) ?? START;
    if (tail.n !== before.n) {
      work.abort();
      throw new Error("the end of the queue has moved");
    }
    const last = lines[lines.length - 1];
    await Promise.all([
      ...lines.map((line) => work.objectStore("lines").add(line)),
      work.objectStore("facts").put({ n: last.n, head: last.head }, "tail"),
    ]);
    await done;
  }

  async keepLine(line: KeptLine): Promise<void> {
    await this.base.put("lines", line);
  }

  async dropLine(n: number): Promise<void> {
    await this.base.delete("lines", n);
  }

  // Told apart from everything else that can go wrong: the device has no room left.
  static isFull(error: unknown): boolean {
    return error instanceof DOMException && error.name === "QuotaExceededError";
  }
}
