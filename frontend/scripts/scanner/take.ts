// Taking what was scanned: by the server while it answers; else written on the device before anything is promised.
import { Refused } from "./api";
import type { Verdict } from "./check";
import { written } from "./codes";
import { Unreachable } from "./link";
import type { Taking } from "./queue";
import type { Session } from "./session";
import { Store } from "./store";
import type { Taken } from "./recent";

export interface ServiceGiven {
  venue_id: string;
  service_code: string;
  service_on: string;
  people_count: number;
  minutes: number | null;
  theme: string;
}

export interface Result {
  taken: Taken[];
  refused: { name: string; words: string }[];
  offline: boolean;
  cents: number;
}

const DAY = 86_400_000;

export class Took {
  // Kept until an answer came, so that what is sent again is the same request.
  private request = "";

  constructor(private readonly session: Session) {}

  async all(verdicts: Verdict[], given: ServiceGiven): Promise<Result> {
    this.request ||= crypto.randomUUID();
    const result = (await this.online(verdicts, given)) ?? (await this.offline(verdicts, given));
    this.request = "";
    return result;
  }

  // Null when the server did not answer: nobody knows whether it heard, and the same request goes into the queue.
  private async online(verdicts: Verdict[], given: ServiceGiven): Promise<Result | null> {
    const { link, api, marks, clock } = this.session;
    if (!link.online) return null;
    const codes = verdicts.map((one) => one.code);
    try {
      const lines = await api.redeem({ request: this.request, ...given, codes });
      const result: Result = { taken: [], refused: [], offline: false, cents: 0 };
      lines.forEach((line, place) => {
        const number = line.number === null ? null : Number(line.number);
        if (line.turn !== null && number !== null) {
          result.taken.push({ number, turn: line.turn, until: Date.parse(line.undo_until ?? "") || 0, n: null });
          result.cents += verdicts[place].cents;
        } else {
          const name = number === null ? "" : written(number);
          result.refused.push({ name, words: line.message || this.session.speech.sentence(line.outcome, {}) });
        }
      });
      const numbers = result.taken.map((one) => one.number).filter((one) => one !== null);
      await marks.took(numbers, clock.now().toISOString());
      return result;
    } catch (problem) {
      if (!(problem instanceof Unreachable)) this.request = "";
      if (problem instanceof Unreachable) return null;
      throw problem;
    }
  }

  private async offline(verdicts: Verdict[], given: ServiceGiven): Promise<Result> {
    const { queue, clock, sync, opened, speech } = this.session;
    const now = clock.now();
    const takings: Taking[] = [];
    for (const { code, number, cents } of verdicts) {
      const believed = number ?? (await this.session.checker.numberOf(code));
      const which = believed === null ? { code } : { number: String(believed) };
      const pack_made_at = sync.pack?.made_at ?? "";
      takings.push({ request: this.request, ...which, ...given, pack_made_at, cents });
    }
    this.refuseBeyondLimits(takings, now);
    try {
      const lines = await queue.add(takings, opened.person.user_id, now);
      const until = now.getTime() + this.session.undoMinutes * 60_000;
      const taken = lines.map(({ n, number }) => ({ number, turn: null, until, n }));
      this.session.sendSoon();
      return { taken, refused: [], offline: true, cents: takings.reduce((sum, one) => sum + one.cents, 0) };
    } catch (problem) {
      if (Store.isFull(problem)) throw new Refused("device_full", speech.sentence("device_full", {}));
      throw problem;
    }
  }

  // What the convention lets a device take alone: so many pass, so many euros, so many days.
  private refuseBeyondLimits(takings: Taking[], now: Date): void {
    const { queue, device, sync, speech } = this.session;
    const waiting = queue.waitingPass();
    const cents = [...waiting, ...takings].reduce((sum, one) => sum + one.cents, 0);
    const { limits } = device;
    const since = Date.parse(sync.pack?.made_at ?? "") || 0;
    const over =
      (waiting.length + takings.length > limits.count && "limit_count") ||
      (cents > limits.cents && "limit_cents") ||
      (now.getTime() - since > limits.days * DAY && "limit_days");
    const facts = { count: limits.count, euros: speech.euros(limits.cents), days: limits.days };
    if (over) throw new Refused(over, speech.sentence(over, facts));
  }
}
