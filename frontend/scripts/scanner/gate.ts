// Before work: making this browser a device, choosing a PIN, unlocking.
import { Refused } from "./api";
import type { Clock } from "./clock";
import type { Config } from "./config";
import { Waiting, type Enrolment } from "./device";
import { Unreachable } from "./link";
import { options, type Parts } from "./parts";
import type { Person, Store } from "./store";
import { keyOf, PIN, rememberFor, unlock, type Opened } from "./vault";
import type { Speech } from "./words";

export class Gate {
  private people: Person[] = [];

  constructor(
    private readonly parts: Parts,
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly speech: Speech,
    private readonly enrolment: Enrolment,
    private readonly config: Config,
    private readonly open: (opened: Opened) => Promise<void>,
  ) {
    parts.get("unlock").addEventListener("submit", (event) => this.sent(event, () => this.unlock()));
    parts.get("choose").addEventListener("submit", (event) => this.sent(event, () => this.choose()));
    parts.get("forgotten").addEventListener("click", () => this.forgotten());
  }

  // A browser that is no device yet: offered to whoever signed in; in the shell, the way to sign in.
  prepare(): void {
    this.parts.screen(this.config.user ? "choose" : "unprepared");
  }

  async lock(): Promise<void> {
    this.people = await this.store.people();
    const { user } = this.config;
    const mine = this.people.find((one) => one.user_id === user?.id);
    for (const plain of document.querySelectorAll<HTMLElement>("[data-plain]")) plain.hidden = true;
    if (user && !mine?.wrapped) return this.forgotten();
    const offered: [string, string][] = this.people.map((one) => [one.user_id, one.name]);
    options(this.parts.get<HTMLSelectElement>("who"), offered, user?.id ?? "");
    this.parts.get("who-row").hidden = this.people.length < 2;
    this.parts.screen("lock");
    this.parts.say("unlock-said", "");
    this.field("pin").value = "";
    if (window.matchMedia("(pointer: fine)").matches) this.field("pin").focus();
  }

  private field(name: string): HTMLInputElement {
    return this.parts.get<HTMLInputElement>(name);
  }

  private sent(event: Event, act: () => Promise<void>): void {
    event.preventDefault();
    const pressed = (event.target as HTMLFormElement).querySelector<HTMLButtonElement>("button[type=submit]");
    if (pressed?.disabled) return;
    if (pressed) pressed.disabled = true;
    void act().finally(() => {
      if (pressed) pressed.disabled = false;
    });
  }

  // Who signed in chooses a new PIN; in the shell one signs in first.
  private forgotten(): void {
    if (!this.config.user) {
      window.location.href = this.config.home;
      return;
    }
    this.parts.get("label-row").hidden = true;
    this.parts.say("choose-title", this.speech.said("choose_title", { name: this.config.user.name }));
    this.parts.get("choose").querySelector("button")?.replaceChildren(this.speech.said("choose_button"));
    this.parts.root.querySelector<HTMLDetailsElement>("details[data-till-screen]")?.setAttribute("open", "");
    this.parts.screen("choose");
  }

  private async unlock(): Promise<void> {
    const chosen = this.parts.get<HTMLSelectElement>("who").value;
    const person = this.people.find((one) => one.user_id === chosen) ?? this.people[0];
    const pin = this.field("pin").value.trim();
    this.field("pin").value = "";
    if (!person || !PIN.test(pin)) return this.parts.say("unlock-said", this.speech.said("pin_form"));
    const now = this.clock.now().getTime();
    const found = await unlock(this.store, person, pin, now);
    if (found.way === "open") {
      await rememberFor(this.store, person, found.raw);
      await this.open({ person, key: await keyOf(found.raw) });
      return;
    }
    this.field("pin").focus();
    const words = {
      wrong: () => this.speech.counted("pin_wrong", found.way === "wrong" ? found.left : 0),
      wait: () => this.speech.said("pin_wait", { hour: this.speech.hour(found.way === "wait" ? found.until : now) }),
      sign_in: () => this.speech.said("pin_sign_in"),
    };
    this.parts.say("unlock-said", words[found.way]());
  }

  private async choose(): Promise<void> {
    const pin = this.field("new-pin").value.trim();
    const again = this.field("new-pin-again").value.trim();
    if (!PIN.test(pin)) return this.parts.say("choose-said", this.speech.said("pin_form"));
    if (pin !== again) return this.parts.say("choose-said", this.speech.said("pin_differs"));
    if (/^(\d)\1*$/.test(pin) || "01234567890 9876543210".includes(pin)) {
      return this.parts.say("choose-said", this.speech.said("pin_easy"));
    }
    this.parts.say("choose-said", this.speech.said("preparing"));
    try {
      const device = await this.store.fact("device");
      const label = this.field("label").value.trim() || this.speech.said("device_label");
      const opened = device ? await this.enrolment.join(device, pin) : await this.enrolment.enrol(label, pin);
      await this.open(opened);
    } catch (problem) {
      this.parts.say("choose-said", this.wordsOf(problem));
    }
  }

  private wordsOf(problem: unknown): string {
    if (problem instanceof Waiting) return this.speech.said("device_waits");
    if (problem instanceof Unreachable) return this.speech.said("needs_network");
    if (problem instanceof Refused && problem.message) return problem.message;
    if (!(problem instanceof Refused)) console.error(problem);
    return this.speech.said(problem instanceof Refused ? "sign_in_again" : "broken");
  }
}
