// Somebody at work on an open device: the queue they can read, the access they act by, and what goes by itself.
import { Api, renewed, type Bearer } from "./api";
import { utf8, text } from "./bytes";
import { Checker } from "./check";
import type { Clock } from "./clock";
import type { Config } from "./config";
import { Unreachable, type Link } from "./link";
import { Marks } from "./marks";
import { Queue } from "./queue";
import type { Device, Store } from "./store";
import { Sync } from "./sync";
import { seal, signWith, unseal, type Opened } from "./vault";
import type { Speech } from "./words";

const REFRESH = 5 * 60_000;

interface Later extends ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> };
}

export class Session {
  readonly api: Api;
  readonly queue: Queue;
  readonly marks: Marks;
  readonly sync: Sync;
  readonly checker: Checker;
  readonly undoMinutes: number;
  private timer = 0;

  constructor(
    readonly store: Store,
    readonly link: Link,
    readonly clock: Clock,
    readonly speech: Speech,
    readonly device: Device,
    readonly opened: Opened,
    config: Config,
    private readonly changed: (problem?: unknown) => void,
  ) {
    const bearer: Bearer = { secret: "", renew: () => this.renew() };
    this.bearer = bearer;
    this.undoMinutes = config.undo_minutes;
    this.api = new Api(link, bearer, config.words.language);
    this.queue = new Queue(store, config.scheme, opened.key, config.undo_minutes);
    this.marks = new Marks(store);
    this.sync = new Sync(store, this.api, this.queue, this.marks, clock, device);
    this.checker = new Checker(link, this.api, this.sync, this.queue, this.marks, clock, speech);
  }

  private readonly bearer: Bearer;

  async start(): Promise<void> {
    const { access } = this.opened.person;
    this.bearer.secret = access ? text(await unseal(this.opened.key, access)) : "";
    await this.queue.read();
    await this.marks.read();
    await this.sync.restore();
    void this.exchange();
  }

  stop(): void {
    window.clearTimeout(this.timer);
  }

  // Now, then every few minutes; what fails is tried again when the network is back.
  async exchange(): Promise<void> {
    window.clearTimeout(this.timer);
    let problem: unknown;
    try {
      if (this.link.online) await this.sync.run();
    } catch (met) {
      problem = met instanceof Unreachable ? undefined : met;
    }
    this.timer = window.setTimeout(() => void this.exchange(), REFRESH);
    this.changed(problem);
  }

  // Where the browser can, it wakes the page when the network is back.
  sendSoon(): void {
    void navigator.serviceWorker?.getRegistration().then((one) => (one as Later | undefined)?.sync?.register("queue"));
    void navigator.storage?.persist?.();
    if (this.link.online) void this.exchange();
    else this.changed();
  }

  private async renew(): Promise<string> {
    const { key, person } = this.opened;
    const at = this.clock.now().toISOString();
    const { terminal_id } = this.device;
    const { user_id } = person;
    const signature = await signWith(key, this.device.signing, `quitus token ${terminal_id} ${user_id} ${at}`);
    const access = await renewed(this.link, { terminal_id, user_id, at, signature });
    person.access = await seal(key, utf8(access));
    await this.store.keepPerson(person);
    return access;
  }
}
