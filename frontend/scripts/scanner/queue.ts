// What was taken without the network: a chain of lines, each sealed, numbered without a gap, signed when it leaves.
// A line never leaves the chain: undoing is a later line.
import { hex, sha256, text, utf8 } from "./bytes";
import { START, type KeptLine, type Point, type Store } from "./store";
import { seal, signWith, unseal } from "./vault";
import type { Sealed } from "./store";

const MOST = 500;

export interface Taking {
  request: string;
  number?: string;
  code?: string;
  venue_id: string;
  service_code: string;
  service_on: string;
  people_count: number;
  minutes: number | null;
  theme: string;
  pack_made_at: string;
  cents: number;
}

export interface Line {
  n: number;
  text: string;
  head: string;
  number: number | null;
  undo: number | null;
  taken_at: string;
  user_id: string;
  cents: number;
  acknowledged_at: string | null;
}

export interface Batch {
  batch: string;
  lines: string[];
  head: string;
  signature: string;
  last: number;
}

interface Content {
  text: string;
  cents: number;
}

async function chained(head: string, line: string): Promise<string> {
  return hex(await sha256(utf8(head + line)));
}

export class Queue {
  private readonly known = new Map<number, Line>();
  private tail: Point = START;
  private acknowledged: Point = START;

  constructor(
    private readonly store: Store,
    private readonly scheme: string,
    private readonly key: CryptoKey,
    private readonly undoMinutes: number,
  ) {}

  async read(): Promise<void> {
    this.tail = (await this.store.fact("tail")) ?? START;
    this.acknowledged = (await this.store.fact("acknowledged")) ?? START;
    for (const kept of await this.store.lines()) {
      const content = JSON.parse(text(await unseal(this.key, kept.sealed))) as Content;
      this.remember(kept, content);
    }
  }

  waiting(): Line[] {
    return [...this.known.values()].filter((line) => line.acknowledged_at === null).sort((a, b) => a.n - b.n);
  }

  // Pass waiting to be sent, those undone since not counted.
  waitingPass(): Line[] {
    const lines = this.waiting();
    const undone = new Set(lines.map((line) => line.undo));
    return lines.filter((line) => line.undo === null && !undone.has(line.n));
  }

  lines(): Line[] {
    return [...this.known.values()];
  }

  // Taken by this device and not undone, as far as the last pack does not know it.
  has(number: number): boolean {
    const undone = new Set(this.lines().map((line) => line.undo));
    return this.lines().some((line) => line.number === number && !undone.has(line.n));
  }

  add(takings: Taking[], user: string, at: Date): Promise<Line[]> {
    const taken_at = at.toISOString();
    return this.written(
      takings.map(({ cents, request, number, code, venue_id, service_code, service_on, ...rest }) => (n: number) => {
        const { people_count, minutes, theme, pack_made_at } = rest;
        const which = number === undefined ? { code } : { number };
        const where = { venue_id, service_code, service_on, people_count, minutes, theme };
        const line = { n, request, ...which, ...where, taken_at, user_id: user, pack_made_at };
        return { text: JSON.stringify(line), cents };
      }),
    );
  }

  async undo(line: Line, user: string, at: Date): Promise<void> {
    const facts = { undo: line.n, taken_at: at.toISOString(), user_id: user };
    const request = crypto.randomUUID();
    await this.written([(n) => ({ text: JSON.stringify({ n, request, ...facts }), cents: 0 })]);
  }

  // The next lines to send, signed; the same batch again until it was answered.
  async batch(signing: Sealed): Promise<Batch | null> {
    const waiting = this.waiting();
    if (!waiting.length) return null;
    const sending = await this.store.fact("sending");
    const again = sending && sending.last >= waiting[0].n;
    const last = again ? sending.last : waiting[Math.min(MOST, waiting.length) - 1].n;
    const batch = again ? sending.batch : crypto.randomUUID();
    if (!again) await this.store.keep("sending", { batch, last });
    const chosen = waiting.filter((line) => line.n <= last);
    const { head } = chosen[chosen.length - 1];
    const signature = await signWith(this.key, signing, head);
    return { batch, lines: chosen.map((line) => line.text), head, signature, last };
  }

  // What the server has: said by every answer of it. Lines stay until a pack made later marks their pass.
  async acknowledge(point: Point, at: string): Promise<void> {
    if (point.n < this.acknowledged.n || point.n > this.tail.n) return;
    this.acknowledged = point;
    await this.store.keep("acknowledged", point);
    for (const line of this.waiting().filter((one) => one.n <= point.n)) {
      line.acknowledged_at = at;
      await this.store.keepLine({ ...(await this.kept(line)), acknowledged_at: at });
    }
  }

  // Lines that what the device last fetched already marks: known to a record of their series made since, and too old
  // to be undone from here. The server writes its instants with its own offset: they are not compared as texts.
  async forget(knownSince: (number: number | null) => string | null): Promise<void> {
    for (const line of this.lines()) {
      const since = Date.parse(knownSince(line.number) ?? "");
      const isKnown = line.acknowledged_at !== null && Date.parse(line.acknowledged_at) < since;
      if (!isKnown || Date.parse(line.taken_at) + this.undoMinutes * 60_000 > since) continue;
      this.known.delete(line.n);
      await this.store.dropLine(line.n);
    }
  }

  private async kept(line: Line): Promise<KeptLine> {
    const content: Content = { text: line.text, cents: line.cents };
    const sealed = await seal(this.key, utf8(JSON.stringify(content)));
    return { n: line.n, head: line.head, sealed, acknowledged_at: line.acknowledged_at };
  }

  // One window at a time; and what another window wrote meanwhile is read first.
  private written(makers: ((n: number) => Content)[]): Promise<Line[]> {
    return navigator.locks.request(`quitus-queue-${this.scheme}`, async () => {
      const before = (await this.store.fact("tail")) ?? START;
      if (before.n !== this.tail.n) await this.read();
      let { n, head } = before;
      const made: [KeptLine, Content][] = [];
      for (const maker of makers) {
        n += 1;
        const content = maker(n);
        head = await chained(head, content.text);
        const sealed = await seal(this.key, utf8(JSON.stringify(content)));
        made.push([{ n, head, sealed, acknowledged_at: null }, content]);
      }
      await this.store.addLines(made.map(([kept]) => kept), before);
      this.tail = { n, head };
      return made.map(([kept, content]) => this.remember(kept, content));
    });
  }

  private remember(kept: KeptLine, content: Content): Line {
    const said = JSON.parse(content.text) as { number?: string; undo?: number; taken_at: string; user_id: string };
    const line = {
      n: kept.n,
      text: content.text,
      head: kept.head,
      number: said.number === undefined ? null : Number(said.number),
      undo: said.undo ?? null,
      taken_at: said.taken_at,
      user_id: said.user_id,
      cents: content.cents,
      acknowledged_at: kept.acknowledged_at,
    };
    this.known.set(kept.n, line);
    return line;
  }
}
