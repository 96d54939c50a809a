// Making this browser a device of the venue, and opening it: the two moments at which the server vouches for somebody.
import { fromBase64 } from "./bytes";
import type { Config } from "./config";
import { Refused } from "./api";
import type { Clock } from "./clock";
import type { Link } from "./link";
import type { Device, Limits, Store } from "./store";
import { choosePin, keyOf, makeSigningKey, rememberFor, type Opened } from "./vault";

interface Opening {
  terminal_id: string;
  state?: string;
  access?: string;
  unlock_days: number;
  limits: Limits;
  user: { id: string; name: string };
  data_key: string;
  server_now: string;
}

const DAY = 86_400_000;
const LONG = 20_000;

// The authority has to approve the device first.
export class Waiting extends Error {}

export class Enrolment {
  constructor(
    private readonly store: Store,
    private readonly link: Link,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  async enrol(label: string, pin: string): Promise<Opened> {
    const pair = await makeSigningKey();
    const venue_ids = this.config.venue_ids;
    const opening = await this.asked("enroler/", { label, public_key: pair.publicKey, venue_ids });
    const key = await keyOf(fromBase64(opening.data_key));
    const signing = await pair.sealedBy(key);
    const { terminal_id, limits } = opening;
    await this.store.keep("device", { terminal_id: String(terminal_id), label, signing, limits });
    return this.opened(opening, pin);
  }

  // Somebody else on a device that is known, or somebody who forgot a PIN.
  async join(device: Device, pin: string): Promise<Opened> {
    return this.opened(await this.asked(`${device.terminal_id}/ouvrir/`, {}), pin);
  }

  private async opened(opening: Opening, pin: string): Promise<Opened> {
    const raw = fromBase64(opening.data_key);
    const unlock_until = new Date(this.clock.now().getTime() + opening.unlock_days * DAY).toISOString();
    const { id, name } = opening.user;
    const who = { user_id: String(id), name, unlock_until, access: opening.access ?? "" };
    const person = await choosePin(who, pin, raw);
    await this.store.keepPerson(person);
    await rememberFor(this.store, person, raw);
    if (opening.state === "waiting") throw new Waiting();
    return { person, key: await keyOf(raw) };
  }

  private async asked(path: string, body: unknown): Promise<Opening> {
    const token = document.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
    const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token };
    const init = { method: "POST", headers, body: JSON.stringify(body) };
    const asked = performance.now();
    const answer = await this.link.ask(this.config.devices + path, init, LONG);
    let said: Opening & { code?: string; message?: string };
    try {
      said = answer.json() as typeof said;
    } catch {
      throw new Refused("not_signed_in", "");
    }
    if (answer.status >= 300) throw new Refused(said.code ?? "refused", said.message ?? "");
    // The first hour that this device believes is the server's: its own may be a day wrong.
    await this.clock.measured(said.server_now, asked);
    return said;
  }
}
