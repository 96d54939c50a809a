// The scanner: the home of a venue, and the page that opens without network. It takes over from the form once this
// browser is a device of the venue; until then the form is all there is, with the offer to make it one.
import "./scan";
import { needsDecoder } from "./reader";
import { NotKnown } from "./scanner/api";
import { Clock, FAR } from "./scanner/clock";
import { configured, type Config } from "./scanner/config";
import { Enrolment } from "./scanner/device";
import { Link } from "./scanner/link";
import { Gate } from "./scanner/gate";
import { Band } from "./scanner/band";
import { Parts } from "./scanner/parts";
import { Session } from "./scanner/session";
import { Store } from "./scanner/store";
import { Till } from "./scanner/till";
import { forgetOpening, IDLE, resumed, stillHere, type Opened } from "./scanner/vault";
import { Speech } from "./scanner/words";
import { keepShell, takeUpdate } from "./scanner/shell";

const TICK = 10_000;

class Page {
  private readonly link: Link;
  private readonly clock: Clock;
  private readonly speech: Speech;
  private readonly parts: Parts;
  private readonly gate: Gate;
  private readonly band: Band;
  private session: Session | null = null;
  private till: Till | null = null;
  private moved = Date.now();

  constructor(
    root: HTMLElement,
    private readonly config: Config,
    private readonly store: Store,
  ) {
    this.parts = new Parts(root);
    this.link = new Link(config.pulse);
    this.clock = new Clock(store);
    this.speech = new Speech(config.words);
    this.band = new Band(this.parts, this.speech, this.clock);
    const enrolment = new Enrolment(store, this.link, config, this.clock);
    this.gate = new Gate(this.parts, store, this.clock, this.speech, enrolment, config, (opened) => this.work(opened));
  }

  async start(): Promise<void> {
    await this.clock.restore();
    const device = await this.store.fact("device");
    this.parts.root.hidden = false;
    this.link.onChange((online) => this.heard(online));
    for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, () => this.somebody());
    this.parts.get("leave").addEventListener("click", () => void this.lock());
    navigator.serviceWorker?.addEventListener("message", () => void this.session?.exchange());
    window.setInterval(() => void this.tick(), TICK);
    if (!device) return this.gate.prepare();
    void keepShell(this.config, await needsDecoder().catch(() => false));
    const opened = await resumed(this.store, this.clock.now().getTime());
    if (opened) return this.work(opened);
    takeUpdate();
    await this.gate.lock();
  }

  private async work(opened: Opened): Promise<void> {
    const device = await this.store.fact("device");
    if (!device) return;
    void keepShell(this.config, await needsDecoder().catch(() => false));
    for (const plain of document.querySelectorAll<HTMLElement>("[data-plain]")) plain.hidden = true;
    const { store, link, clock, speech, config } = this;
    const changed = (problem?: unknown): void => this.changed(problem);
    this.session = new Session(store, link, clock, speech, device, opened, config, changed);
    await this.session.start();
    this.till?.close();
    this.till = new Till(this.parts, this.session, config, (problem) => this.changed(problem));
    this.parts.screen("work");
    this.parts.say("person", opened.person.name);
    await this.till.open();
    this.band.draw(this.link.online, this.session);
  }

  private changed(problem?: unknown): void {
    if (!this.session) return;
    this.till?.offer();
    this.band.draw(this.link.online, this.session);
    if (problem instanceof NotKnown) this.band.notKnown(this.config.home);
    else if (problem) this.band.broken(problem);
  }

  private heard(online: boolean): void {
    if (online) void this.session?.exchange();
    this.band.draw(online, this.session);
  }

  private somebody(): void {
    this.moved = Date.now();
  }

  private async tick(): Promise<void> {
    if (this.session && Date.now() - this.moved > IDLE) return this.lock();
    if (this.session && Date.now() - this.moved < TICK) stillHere();
    this.till?.tick();
    this.band.draw(this.link.online, this.session);
  }

  private async lock(): Promise<void> {
    this.till?.close();
    this.session?.stop();
    this.session = null;
    await forgetOpening(this.store);
    takeUpdate();
    await this.gate.lock();
    this.band.draw(this.link.online, null);
  }
}

async function begin(): Promise<void> {
  const root = document.querySelector<HTMLElement>("[data-till]");
  const config = configured();
  if (!root || !config || !window.isSecureContext || !("locks" in navigator)) return;
  const store = await Store.open(config.scheme);
  await new Page(root, config, store).start();
}

export { FAR };
void begin();
