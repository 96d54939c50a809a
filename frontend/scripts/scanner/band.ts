// The band that is always there: online or not, how many pass wait, since when; and what has to be known.
import { FAR, type Clock } from "./clock";
import { made, button, type Parts } from "./parts";
import type { Session } from "./session";
import type { Told } from "./store";
import type { Speech } from "./words";

const DAY = 86_400_000;
const HOUR = 3_600_000;

export class Band {
  private urgent = "";

  constructor(
    private readonly parts: Parts,
    private readonly speech: Speech,
    private readonly clock: Clock,
  ) {}

  draw(online: boolean, session: Session | null): void {
    this.parts.get("band").dataset.state = online ? "online" : "offline";
    const words = session ? this.atWork(online, session) : this.speech.said(online ? "online" : "offline");
    this.parts.say("link", words);
    this.parts.say("clock", this.clockWords());
    this.parts.say("urgent", this.urgent);
    const disbelieved = session?.sync.disbelieved ?? 0;
    this.parts.say("disbelieved", disbelieved ? this.speech.counted("disbelieved", disbelieved) : "");
    if (online && session?.sync.pack) this.urgent = "";
    if (session) this.told(session);
  }

  notKnown(home: string): void {
    this.urgent = this.speech.said("not_known");
    const link = made("a", "", this.speech.said("sign_in"));
    link.href = home;
    this.parts.say("urgent", this.urgent);
    this.parts.get("urgent").append(" ", link);
  }

  broken(problem: unknown): void {
    console.error(problem);
    this.urgent = problem instanceof Error && problem.message ? problem.message : this.speech.said("broken");
    this.parts.say("urgent", this.urgent);
  }

  private atWork(online: boolean, session: Session): string {
    const count = session.queue.waitingPass().length;
    const since = session.sync.pack?.made_at;
    if (online) return count ? this.speech.counted("online_waiting", count) : this.speech.said("online");
    const hour = since ? this.when(since) : "…";
    return this.speech.counted(count ? "offline_waiting" : "offline_none", count, { hour });
  }

  // The hour of today, else the day too.
  private when(instant: string): string {
    const hour = this.speech.hour(instant);
    const old = this.clock.now().getTime() - Date.parse(instant) > 12 * HOUR;
    return old ? `${this.speech.day(instant)}, ${hour}` : hour;
  }

  private clockWords(): string {
    const ahead = this.clock.ahead();
    if (Math.abs(ahead) < FAR) return "";
    const far = Math.abs(ahead);
    const [unit, count] = far > 0.9 * DAY ? ["days", Math.round(far / DAY)] : ["minutes", Math.round(far / 60_000)];
    return this.speech.counted(`clock_${ahead > 0 ? "ahead" : "behind"}_${unit}`, count);
  }

  // What the server decided otherwise than a screen had promised, until somebody says that they read it.
  private told(session: Session): void {
    const told = session.sync.pack?.told ?? [];
    const list = this.parts.get("told");
    const drawn = told.map((one) => one.id).join(" ");
    this.parts.get("told-box").hidden = !told.length;
    if (list.dataset.drawn === drawn) return;
    list.dataset.drawn = drawn;
    list.replaceChildren(...told.map((one) => this.line(one, session)));
  }

  private line(one: Told, session: Session): HTMLLIElement {
    const when = this.speech.said("told_when", { day: this.speech.day(one.at), number: one.number ?? "" });
    const read = button(this.speech.said("told_read"), "btn-outline-primary", () => {
      read.disabled = true;
      session.sync.readTold(one.id).then(
        () => this.told(session),
        () => {
          read.disabled = false;
        },
      );
    });
    return made("li", "", made("div", "", made("strong", "", when), made("p", "", one.message)), read);
  }
}
