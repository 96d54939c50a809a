// Online or not, found out by asking: no request is waited for longer than three seconds, and the first one that fails
// says that the network is gone. A small question every few seconds finds it back. Nobody flips a switch.
export const PATIENCE = 3_000;
const BEAT_OFFLINE = 4_000;
const BEAT_ONLINE = 30_000;

export class Unreachable extends Error {}

export interface Answer {
  status: number;
  headers: Headers;
  body: ArrayBuffer;
  json: () => unknown;
}

export class Link {
  online = navigator.onLine;
  private timer = 0;
  private losses = 0;
  private readonly heard: ((online: boolean) => void)[] = [];

  constructor(private readonly pulse: string) {
    window.addEventListener("offline", () => this.lost());
    window.addEventListener("online", () => void this.beat());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void this.beat());
    this.wait();
  }

  onChange(listener: (online: boolean) => void): void {
    this.heard.push(listener);
  }

  async ask(path: string, init: RequestInit = {}, patience = PATIENCE): Promise<Answer> {
    const { losses } = this;
    try {
      const signal = AbortSignal.timeout(patience);
      const response = await fetch(path, { ...init, signal, cache: "no-store", credentials: "same-origin" });
      const body = await response.arrayBuffer();
      if (response.status >= 500) throw new Error(String(response.status));
      // An answer to what was asked before the network went proves nothing of now.
      if (losses === this.losses) this.become(true);
      const json = (): unknown => JSON.parse(new TextDecoder().decode(body));
      return { status: response.status, headers: response.headers, body, json };
    } catch {
      this.become(false);
      throw new Unreachable();
    }
  }

  async beat(): Promise<void> {
    await this.ask(this.pulse).catch(() => undefined);
    this.wait();
  }

  private lost(): void {
    this.losses += 1;
    this.become(false);
  }

  private become(online: boolean): void {
    if (online === this.online) return;
    this.online = online;
    for (const listener of this.heard) listener(online);
    this.wait();
  }

  private wait(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.beat(), this.online ? BEAT_ONLINE : BEAT_OFFLINE);
  }
}
