// The questions this page asks the server (/api/v1), with the access of whoever unlocked the device. An access that is
// over is renewed by the device's own signature while the person's days last.
import { Unreachable, type Answer, type Link } from "./link";
import type { Batch } from "./queue";
import type { SignedRecord } from "./signatures";
import type { Limits, Pack, Place, Point, Told } from "./store";

const LONG = 20_000;

// The server no longer knows this device or this person: only signing in helps.
export class NotKnown extends Error {}

// The server refuses, and says why.
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export interface Checked {
  outcome: string;
  message: string;
  number: string | null;
  face_value_cents: number | null;
}

export interface TakenLine {
  outcome: string;
  message: string;
  number: string | null;
  turn: number | null;
  undo_until: string | null;
}

export interface ServerPack {
  made_at: string;
  server_now: string;
  keys: Pack["keys"];
  venues: Place[];
  pass_per_person_max: number;
  records: SignedRecord[];
  told: Told[];
  limits: Limits;
  acknowledged?: Point;
}

export interface BatchAnswer {
  acknowledged: Point;
  lines: { n: number; outcome: string; message: string }[];
}

export interface Work {
  request: string;
  venue_id: string;
  service_code: string;
  service_on: string;
  people_count: number;
  minutes: number | null;
  theme: string;
  codes: string[];
}

export interface Bearer {
  secret: string;
  renew: () => Promise<string>;
}

export class Api {
  constructor(
    private readonly link: Link,
    private readonly bearer: Bearer,
    private readonly language: string,
  ) {}

  async check(venue_id: string, service_code: string | null, service_on: string, code: string): Promise<Checked> {
    const said = await this.post("check", { venue_id, service_code, service_on, codes: [code] });
    return (said as { lines: Checked[] }).lines[0];
  }

  async redeem(work: Work): Promise<TakenLine[]> {
    return ((await this.post("redemptions", work)) as { lines: TakenLine[] }).lines;
  }

  async undo(number: string, turn: number): Promise<void> {
    await this.post("redemptions/undo", { number, turn, reason_code: "", note: "" });
  }

  async pack(): Promise<ServerPack> {
    return (await this.told("terminals/pack", {}, LONG)).json() as ServerPack;
  }

  // Null when the bitmap of that hash is already here.
  async bitmap(series: string, known: string): Promise<ArrayBuffer | null> {
    const headers: Record<string, string> = known ? { "If-None-Match": `"${known}"` } : {};
    const answer = await this.told(`terminals/bitmaps/${series}`, { headers }, LONG);
    return answer.status === 304 ? null : answer.body;
  }

  async send(terminal_id: string, { batch, lines, head, signature }: Batch): Promise<BatchAnswer> {
    return (await this.post("terminals/batches", { terminal_id, batch, lines, head, signature }, LONG)) as BatchAnswer;
  }

  async read(told: string): Promise<void> {
    await this.post(`terminals/told/${told}/read`, {});
  }

  private async post(path: string, body: unknown, patience?: number): Promise<unknown> {
    const headers = { "Content-Type": "application/json" };
    const answer = await this.told(path, { method: "POST", headers, body: JSON.stringify(body) }, patience);
    return answer.status === 204 ? null : answer.json();
  }

  private async told(path: string, init: RequestInit, patience?: number): Promise<Answer> {
    let answer = await this.asked(path, init, patience);
    if (answer.status === 401) {
      this.bearer.secret = await this.bearer.renew();
      answer = await this.asked(path, init, patience);
    }
    if (answer.status === 401) throw new NotKnown();
    if (answer.status === 304 || answer.status < 300) return answer;
    throw refusedBy(answer);
  }

  private asked(path: string, init: RequestInit, patience?: number): Promise<Answer> {
    const headers = { ...init.headers, Authorization: `Bearer ${this.bearer.secret}`, "Accept-Language": this.language };
    return this.link.ask(`/api/v1/${path}`, { ...init, headers }, patience);
  }
}

// An answer that is no answer of ours (a portal that stands in the way of the network) is no answer.
function refusedBy(answer: Answer): Refused | Unreachable {
  try {
    const said = answer.json() as { code?: string; message?: string };
    return new Refused(said.code ?? String(answer.status), said.message ?? "");
  } catch {
    return new Unreachable();
  }
}

// A fresh access, by the device's signature; no Bearer is sent.
export async function renewed(link: Link, asked: Record<string, string>): Promise<string> {
  const body = JSON.stringify(asked);
  const headers = { "Content-Type": "application/json" };
  const answer = await link.ask("/api/v1/terminals/token", { method: "POST", headers, body });
  if ([401, 403, 404].includes(answer.status)) throw new NotKnown();
  if (answer.status !== 200) throw refusedBy(answer);
  return (answer.json() as { access: string }).access;
}
