// One code, one answer: asked of the server while it answers, decided here when it does not, in the same words.
import type { Api } from "./api";
import type { Clock } from "./clock";
import { humanCode, readSigned, type SignedCode } from "./codes";
import { judge } from "./judge";
import { Unreachable, type Link } from "./link";
import type { Marks } from "./marks";
import type { Queue } from "./queue";
import { isSigned } from "./signatures";
import type { Sync } from "./sync";
import { dayInParis, type Speech } from "./words";

export const USABLE = "usable";
export const TO_VERIFY = "to_verify";

export interface Verdict {
  outcome: string;
  good: boolean;
  title: string;
  sentence: string;
  code: string;
  number: number | null;
  cents: number;
}

export interface Setting {
  venueId: string;
  postcode: string;
  serviceCode: string | null;
  serviceOn: string;
}

export class Checker {
  constructor(
    private readonly link: Link,
    private readonly api: Api,
    private readonly sync: Sync,
    private readonly queue: Queue,
    private readonly marks: Marks,
    private readonly clock: Clock,
    private readonly speech: Speech,
  ) {}

  async check(scanned: string, setting: Setting): Promise<Verdict> {
    const signed = readSigned(scanned);
    const human = signed ? null : humanCode(scanned);
    const code = signed ? (scanned.trim().split("/").pop() ?? "").toUpperCase() : (human ?? "");
    if (!code) return this.verdict("mistyped", "", null, 0);
    if (signed && this.queue.has(signed.number)) return this.verdict("taken_on_this_device", code, signed.number, 0);
    if (this.link.online) {
      try {
        return await this.asked(code, setting);
      } catch (problem) {
        if (!(problem instanceof Unreachable)) throw problem;
      }
    }
    return signed ? this.alone(signed, code, setting) : this.verdict(TO_VERIFY, code, null, this.typicalCents());
  }

  // The number behind a code without asking anybody: null when no key of the instance has signed it.
  async numberOf(code: string): Promise<number | null> {
    const signed = readSigned(code);
    return signed && (await isSigned(signed, this.sync.keys)) ? signed.number : null;
  }

  private async asked(code: string, { venueId, serviceCode, serviceOn }: Setting): Promise<Verdict> {
    const said = await this.api.check(venueId, serviceCode, serviceOn, code);
    const number = said.number === null ? null : Number(said.number);
    if (number !== null && this.queue.has(number)) return this.verdict("taken_on_this_device", code, number, 0);
    const made = this.verdict(said.outcome, code, number, said.face_value_cents ?? 0);
    return said.message ? { ...made, sentence: said.message } : made;
  }

  private async alone(signed: SignedCode, code: string, setting: Setting): Promise<Verdict> {
    if (!(await isSigned(signed, this.sync.keys))) return this.verdict("pass_unknown", code, null, 0);
    const { number } = signed;
    const record = this.sync.record(number);
    const { postcode, serviceCode, serviceOn } = setting;
    const today = dayInParis(this.clock.now());
    const taken = this.queue.has(number) || this.marks.has(number);
    const asked = { number, serviceCode, serviceOn, today, postcode, taken };
    const { outcome, facts } = judge(asked, record, await this.sync.bitmap(record));
    return this.verdict(outcome, code, number, record?.face_value_cents ?? 0, facts);
  }

  // What a code that only the server can read may be worth: the dearest pass of this device, for its limit in euros.
  private typicalCents(): number {
    return Math.max(0, ...(this.sync.pack?.records ?? []).map((record) => record.face_value_cents));
  }

  private verdict(
    outcome: string,
    code: string,
    number: number | null,
    cents: number,
    facts: Record<string, string | number | null> = {},
  ): Verdict {
    const good = outcome === USABLE || outcome === TO_VERIFY;
    const title = this.speech.title(outcome);
    return { outcome, good, title, sentence: this.speech.sentence(outcome, facts), code, number, cents };
  }
}
