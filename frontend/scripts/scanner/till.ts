// The work screen: pass before the camera one after the other, then the service, then one button.
import { NotKnown, Refused } from "./api";
import { Camera } from "./camera";
import type { Verdict } from "./check";
import { TO_VERIFY } from "./check";
import { written } from "./codes";
import type { Config } from "./config";
import { button, made, options, type Parts } from "./parts";
import { Recent } from "./recent";
import type { Session } from "./session";
import { signal, wake } from "./signals";
import { Took, type Result } from "./take";
import type { Choices } from "./store";
import { dayInParis } from "./words";

interface Item {
  verdict: Verdict;
}

export class Till {
  private items: Item[] = [];
  private offered = "";
  private peopleTyped = false;
  private busy = false;
  private choices: Choices = { venue: "", service: "", mute: false };
  private shown = "";
  private turn: Promise<void> = Promise.resolve();
  private readonly camera: Camera;
  private readonly recent: Recent;
  private readonly took: Took;

  constructor(
    private readonly parts: Parts,
    private readonly session: Session,
    config: Config,
    private readonly leave: (problem: unknown) => void,
  ) {
    const video = parts.get<HTMLVideoElement>("video");
    this.camera = new Camera(video, config.wasm, (code) => this.scanned(code));
    this.recent = new Recent(parts, session, config.undo_minutes, (words) => this.announce(words));
    this.took = new Took(session);
    this.listen();
  }

  get idle(): boolean {
    return !this.items.length && !this.busy && !this.camera.open;
  }

  async open(): Promise<void> {
    this.choices = (await this.session.store.fact("choices")) ?? this.choices;
    this.field("day").value = "";
    this.offer();
    this.recent.restore();
    this.verdict("", "rest", this.speech.said("rest_title"), this.speech.said("rest_sentence"));
    this.draw();
    if (window.matchMedia("(pointer: fine)").matches) this.field("code").focus();
  }

  close(): void {
    this.closeCamera();
  }

  // What the last pack says is offered, without touching what somebody chose.
  offer(): void {
    const venues = this.session.sync.pack?.venues ?? [];
    const venue = this.parts.get<HTMLSelectElement>("venue");
    options(venue, venues.map((one) => [one.id, one.name]), this.choices.venue);
    this.parts.get("venue-row").hidden = venues.length < 2;
    const services = venues.find((one) => one.id === venue.value)?.services ?? [];
    const named: [string, string][] = services.map((one) => [one.code, one.label]);
    options(this.parts.get<HTMLSelectElement>("service"), named, this.choices.service);
    this.offerDay();
  }

  tick(): void {
    this.recent.draw();
    this.offerDay();
  }

  // Today, as long as nobody chose another day: midnight passes, and clocks are corrected.
  private offerDay(): void {
    const day = this.field("day");
    const today = this.today();
    if (!day.value || day.value === this.offered || day.value > today) day.value = today;
    day.max = this.offered = today;
  }

  private get speech() {
    return this.session.speech;
  }

  private field(name: string): HTMLInputElement {
    return this.parts.get<HTMLInputElement>(name);
  }

  private today(): string {
    return dayInParis(this.session.clock.now());
  }

  private listen(): void {
    const { parts } = this;
    parts.get("camera-open").addEventListener("click", () => void this.openCamera());
    parts.get("camera-close").addEventListener("click", () => this.closeCamera());
    parts.get("lamp").addEventListener("click", () => void this.camera.toggleLamp());
    parts.get("mute").addEventListener("click", () => void this.mute());
    parts.get("typed").addEventListener("submit", (event) => {
      event.preventDefault();
      const field = this.field("code");
      const typed = field.value.split(/[\n;]+/).filter((code) => code.trim());
      field.value = "";
      for (const code of typed) this.scanned(code);
    });
    parts.get("facts").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.take();
    });
    for (const name of ["venue", "service"]) parts.get(name).addEventListener("change", () => void this.chosen());
    this.field("people").addEventListener("input", () => {
      this.peopleTyped = true;
      this.draw();
    });
    // A hand scanner types: what it types goes into the field wherever one was.
    document.addEventListener("keydown", (event) => {
      const elsewhere = document.activeElement !== document.body || event.ctrlKey || event.metaKey || event.altKey;
      if (!elsewhere && event.key.length === 1 && !parts.get("work").hidden) this.field("code").focus();
    });
    for (const kind of ["pointerdown", "keydown"]) parts.root.addEventListener(kind, wake, { passive: true });
    window.addEventListener("pagehide", () => this.closeCamera());
  }

  private async chosen(): Promise<void> {
    const venue = this.parts.get<HTMLSelectElement>("venue").value;
    const service = this.parts.get<HTMLSelectElement>("service").value;
    this.choices = { ...this.choices, venue, service };
    this.offer();
    await this.session.store.keep("choices", this.choices);
  }

  private async mute(): Promise<void> {
    this.choices = { ...this.choices, mute: !this.choices.mute };
    this.draw();
    await this.session.store.keep("choices", this.choices);
  }

  private async openCamera(): Promise<void> {
    try {
      await this.camera.start();
      this.parts.get("view").hidden = false;
      this.parts.get("camera-open").hidden = true;
      this.parts.get("lamp").hidden = !this.camera.hasLamp;
      this.parts.say("camera-said", "");
    } catch {
      this.parts.say("camera-said", this.speech.said("camera_problem"));
    }
  }

  private closeCamera(): void {
    this.camera.stop();
    this.parts.get("view").hidden = true;
    this.parts.get("camera-open").hidden = false;
  }

  // One after the other, in the order in which they were shown.
  private scanned(code: string): void {
    this.turn = this.turn.then(() => this.judge(code)).catch((problem: unknown) => this.problem(problem));
  }

  private async judge(code: string): Promise<void> {
    const venueId = this.parts.get<HTMLSelectElement>("venue").value;
    const serviceCode = this.parts.get<HTMLSelectElement>("service").value || null;
    const postcode = this.session.sync.pack?.venues.find((one) => one.id === venueId)?.postcode ?? "";
    const setting = { venueId, postcode, serviceCode, serviceOn: this.field("day").value || this.today() };
    const verdict = await this.session.checker.check(code, setting);
    const already = this.items.some(
      ({ verdict: one }) => one.code === verdict.code || (one.number !== null && one.number === verdict.number),
    );
    if (already && verdict.good) {
      this.verdict(verdict.code, "wait", this.speech.title("in_list"), this.speech.sentence("in_list", {}));
      return;
    }
    if (verdict.good) this.items.push({ verdict });
    const worth = verdict.cents && verdict.outcome !== TO_VERIFY ? this.speech.euros(verdict.cents) : "";
    const sentence = [worth, verdict.sentence].filter(Boolean).join(" · ");
    const tone = verdict.outcome === TO_VERIFY ? "wait" : verdict.good ? "good" : "bad";
    this.verdict(verdict.code + verdict.outcome, tone, verdict.title, sentence);
    signal(verdict.good, this.choices.mute);
    this.draw();
  }

  private verdict(key: string, tone: string, title: string, sentence: string, lines: string[] = []): void {
    const panel = this.parts.get("verdict");
    panel.dataset.tone = tone;
    this.parts.get("verdict-title").textContent = title;
    this.parts.get("verdict-sentence").textContent = sentence;
    this.parts.get("verdict-lines").replaceChildren(...lines.map((line) => made("li", "", line)));
    // Shown again for another pass with the same words, it moves: somebody sees that something was read.
    panel.classList.toggle("till-verdict-again", key !== "" && key !== this.shown);
    this.shown = key;
  }

  private announce(words: string): void {
    this.verdict("", "rest", words, "");
  }

  private draw(): void {
    const { parts, speech, items } = this;
    const most = this.session.sync.pack?.pass_per_person_max ?? 1;
    if (!this.peopleTyped) this.field("people").value = String(Math.max(1, Math.ceil(items.length / most)));
    parts.get("list").replaceChildren(...items.map((item) => this.line(item)));
    const total = items.reduce((sum, { verdict }) => sum + (verdict.outcome === TO_VERIFY ? 0 : verdict.cents), 0);
    const count = speech.counted("count", items.length, { euros: speech.euros(total) });
    parts.say("count", items.length ? count : speech.said("list_empty"));
    parts.say("rule", speech.counted("rule", most));
    parts.get("facts").hidden = !items.length;
    const take = parts.get<HTMLButtonElement>("take");
    take.textContent = this.busy ? speech.said("taking") : speech.counted("take", items.length);
    take.disabled = this.busy;
    parts.get("mute").setAttribute("aria-pressed", String(this.choices.mute));
    this.recent.draw();
  }

  private line(item: Item): HTMLLIElement {
    const { number, cents, outcome } = item.verdict;
    const name = number === null ? this.speech.said("typed_code") : written(number);
    const worth = outcome === TO_VERIFY ? this.speech.title(TO_VERIFY) : this.speech.euros(cents);
    const drop = button(this.speech.said("drop"), "btn-link", () => {
      this.items = this.items.filter((one) => one !== item);
      this.draw();
    });
    drop.append(made("span", "visually-hidden", ` ${name}`));
    return made("li", "", made("span", "code-text", name), made("span", "muted", worth), drop);
  }

  private async take(): Promise<void> {
    if (this.busy || !this.items.length) return;
    const people = Number(this.field("people").value) || 1;
    const most = this.session.sync.pack?.pass_per_person_max ?? 1;
    const facts = { per_person: most };
    if (this.items.length > people * most) {
      this.verdict("", "bad", this.speech.title("too_many_pass_for_people"), this.speech.sentence("too_many_pass_for_people", facts));
      return;
    }
    this.busy = true;
    this.draw();
    try {
      this.done(await this.took.all(this.items.map((item) => item.verdict), this.service(people)));
    } catch (problem) {
      this.problem(problem);
    } finally {
      this.busy = false;
      this.draw();
    }
  }

  private service(people: number) {
    return {
      venue_id: this.parts.get<HTMLSelectElement>("venue").value,
      service_code: this.parts.get<HTMLSelectElement>("service").value,
      service_on: this.field("day").value || this.today(),
      people_count: people,
      minutes: Number(this.field("minutes").value) || null,
      theme: this.field("theme").value.trim(),
    };
  }

  private done({ taken, refused, offline, cents }: Result): void {
    this.items = [];
    this.peopleTyped = false;
    for (const one of taken) this.recent.add(one);
    const name = offline ? "taken_offline" : "taken";
    const parts = [cents ? this.speech.euros(cents) : "", this.speech.said(offline ? "will_be_sent" : "can_be_undone")];
    if (taken.length && !refused.length) {
      this.verdict(crypto.randomUUID(), "good", this.speech.counted(name, taken.length), parts.filter(Boolean).join(" · "));
    } else {
      const lines = refused.map(({ name: which, words }) => `${which || this.speech.said("typed_code")} : ${words}`);
      const told = taken.length ? this.speech.counted(name, taken.length) : "";
      this.verdict(crypto.randomUUID(), "bad", this.speech.counted("refused", refused.length), told, lines);
    }
    signal(!refused.length, this.choices.mute);
  }

  private problem(problem: unknown): void {
    if (problem instanceof NotKnown) return this.leave(problem);
    signal(false, this.choices.mute);
    const known = problem instanceof Refused;
    if (!known) console.error(problem);
    const words = known ? problem.message : this.speech.said("broken");
    this.verdict("", "bad", this.speech.title(known ? problem.code : "not_taken"), words);
  }
}
