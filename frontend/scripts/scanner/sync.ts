// What goes between the device and the server by itself: the queue out, the pack in. One at a time.
import { hex, sha256, type Bytes } from "./bytes";
import { Refused, type Api, type ServerPack } from "./api";
import type { Clock } from "./clock";
import { seriesOf } from "./codes";
import type { Marks } from "./marks";
import type { Queue } from "./queue";
import { believed, trusted, type SeriesRecord } from "./signatures";
import type { Device, Pack, Store } from "./store";

export class Sync {
  pack: Pack | null = null;
  keys = new Map<string, Bytes>();
  disbelieved = 0;
  private running: Promise<void> | null = null;

  constructor(
    private readonly store: Store,
    private readonly api: Api,
    private readonly queue: Queue,
    private readonly marks: Marks,
    private readonly clock: Clock,
    private readonly device: Device,
  ) {}

  async restore(): Promise<void> {
    this.pack = (await this.store.fact("pack")) ?? null;
    this.keys = await trusted(this.pack?.keys ?? []);
  }

  // Sends what waits, then fetches what is usable: in that order, so that the new bitmap knows what was sent.
  run(): Promise<void> {
    this.running ??= this.both().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  record(number: number): SeriesRecord | null {
    return this.pack?.records.find((one) => one.series === String(seriesOf(number))) ?? null;
  }

  async bitmap(record: SeriesRecord | null): Promise<Bytes | null> {
    const kept = record ? await this.store.bitmap(record.series) : undefined;
    return kept && kept.sha256 === record?.bitmap_sha256 ? kept.bytes : null;
  }

  async readTold(id: string): Promise<void> {
    await this.api.read(id);
    if (this.pack) this.pack.told = this.pack.told.filter((one) => one.id !== id);
    if (this.pack) await this.store.keep("pack", this.pack);
  }

  private async both(): Promise<void> {
    const refused = await this.send().catch(refusal);
    // A queue that the server will not have is no reason to judge by an old bitmap; the pack also says what it has.
    if (!(await this.fetch())) await this.fetch();
    if (refused) throw refused;
  }

  private async send(): Promise<void> {
    for (let batch = await this.next(); batch; batch = await this.next()) {
      const answer = await this.api.send(this.device.terminal_id, batch);
      await this.queue.acknowledge(answer.acknowledged, this.clock.now().toISOString());
      await this.store.forget("sending");
      if (answer.acknowledged.n < batch.last) return;
    }
  }

  private next(): ReturnType<Queue["batch"]> {
    return this.queue.batch(this.device.signing);
  }

  // False when a bitmap changed between the pack and it: the pack is then asked for again.
  private async fetch(): Promise<boolean> {
    const asked = performance.now();
    const said = await this.api.pack();
    await this.clock.measured(said.server_now, asked);
    if (said.acknowledged) await this.queue.acknowledge(said.acknowledged, said.server_now);
    const keys = await trusted(said.keys);
    const records: SeriesRecord[] = [];
    for (const signed of said.records) {
      const record = await believed(signed, keys);
      if (record) records.push(record);
    }
    this.disbelieved = said.records.length - records.length;
    let whole = true;
    for (const record of records) whole = (await this.bitmapOf(record)) && whole;
    await this.keep(said, records);
    this.keys = keys;
    return whole;
  }

  private async bitmapOf(record: SeriesRecord): Promise<boolean> {
    const known = (await this.store.bitmap(record.series))?.sha256 ?? "";
    if (known === record.bitmap_sha256) return true;
    const fetched = await this.api.bitmap(record.series, known);
    if (!fetched) return false;
    const bytes = new Uint8Array(fetched);
    const digest = hex(await sha256(bytes));
    if (digest !== record.bitmap_sha256) return false;
    await this.store.keepBitmap(record.series, digest, bytes);
    return true;
  }

  private async keep(said: ServerPack, records: SeriesRecord[]): Promise<void> {
    const { made_at, keys, venues, pass_per_person_max, told, limits } = said;
    this.pack = { made_at, keys, venues, pass_per_person_max, records, told };
    await this.store.keep("pack", this.pack);
    await this.store.dropBitmapsBut(new Set(records.map((record) => record.series)));
    this.device.limits = limits ?? this.device.limits;
    await this.store.keep("device", this.device);
    const since = (number: number): string => this.record(number)?.made_at ?? made_at;
    await this.queue.forget((number) => (number === null ? made_at : since(number)));
    await this.marks.forget(since);
  }
}

function refusal(problem: unknown): Refused {
  if (problem instanceof Refused) return problem;
  throw problem;
}
