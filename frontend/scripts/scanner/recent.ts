// What was just taken, and can be taken back for ten minutes: by the server, or by a later line of the queue.
import { Refused } from "./api";
import { written } from "./codes";
import { Unreachable } from "./link";
import { button, made, type Parts } from "./parts";
import type { Session } from "./session";

export interface Taken {
  number: number | null;
  turn: number | null;
  until: number;
  n: number | null;
}

const KEPT = "quitus-recent";

export class Recent {
  private list: Taken[] = [];

  constructor(
    private readonly parts: Parts,
    private readonly session: Session,
    private readonly minutes: number,
    private readonly announce: (words: string) => void,
  ) {}

  // What was taken online is remembered by the window, what waits by the queue itself.
  restore(): void {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]") as Taken[];
    const lines = this.session.queue.lines();
    const undone = new Set(lines.map((line) => line.undo));
    const waiting = lines
      .filter((line) => line.undo === null && !undone.has(line.n))
      .map(({ n, number, taken_at }) => ({ n, number, turn: null, until: Date.parse(taken_at) + this.minutes * 60_000 }));
    this.list = [...kept.filter((one) => one.n === null), ...waiting];
  }

  add(taken: Taken): void {
    this.list.unshift(taken);
    this.keep();
  }

  draw(): void {
    const now = this.session.clock.now().getTime();
    this.list = this.list.filter((one) => one.until > now);
    const box = this.parts.get("recent-box");
    box.hidden = !this.list.length;
    const signature = this.list.map((one) => `${one.n}/${one.number}/${one.turn}`).join(" ");
    const list = this.parts.get("recent");
    if (list.dataset.drawn === signature) return;
    list.dataset.drawn = signature;
    list.replaceChildren(...this.list.map((one) => this.line(one)));
  }

  private line(one: Taken): HTMLLIElement {
    const { speech } = this.session;
    const name = one.number === null ? speech.said("typed_code") : written(one.number);
    const undo = button(speech.said("undo"), "btn-outline-primary", () => void this.undo(one, undo));
    undo.append(made("span", "visually-hidden", ` ${name}`));
    const until = made("span", "muted", speech.said("undo_until", { hour: speech.hour(one.until) }));
    return made("li", "", made("div", "", made("span", "code-text", name), until), undo);
  }

  private async undo(one: Taken, pressed: HTMLButtonElement): Promise<void> {
    const { speech, queue, marks, opened, clock, api } = this.session;
    pressed.disabled = true;
    try {
      if (one.turn !== null && one.number !== null) {
        await api.undo(String(one.number), one.turn);
        await marks.gaveBack(one.number);
      } else {
        const line = queue.lines().find((kept) => kept.n === one.n);
        if (!line) throw new Error("the line to undo is gone");
        await queue.undo(line, opened.person.user_id, clock.now());
        this.session.sendSoon();
      }
      this.list = this.list.filter((kept) => kept !== one);
      this.keep();
      this.announce(speech.said("undone"));
    } catch (problem) {
      pressed.disabled = false;
      const words = problem instanceof Refused ? problem.message : "";
      this.announce(words || speech.said(problem instanceof Unreachable ? "undo_needs_network" : "broken"));
    }
    this.draw();
  }

  private keep(): void {
    sessionStorage.setItem(KEPT, JSON.stringify(this.list.filter((one) => one.n === null)));
  }
}
