// The hour of the server, as this device can know it: its own clock, corrected by what the last contact measured. A
// clock that jumps while the page is open is noticed by the one that only counts.
import type { Store } from "./store";

const JUMP = 60_000;
export const FAR = 5 * 60_000;

export class Clock {
  private offset = 0;
  private least = 0;
  private lastWall = Date.now();
  private lastCount = performance.now();

  constructor(private readonly store: Store) {}

  async restore(): Promise<void> {
    const kept = await this.store.fact("clock");
    if (!kept) return;
    this.offset = kept.offset;
    this.least = kept.least;
  }

  // The server said that it was `told` half-way between asking and answering.
  async measured(told: string, asked: number): Promise<void> {
    const middle = Date.now() - (performance.now() - asked) / 2;
    this.offset = Date.parse(told) - middle;
    this.least = Date.parse(told);
    this.lastWall = Date.now();
    this.lastCount = performance.now();
    await this.store.keep("clock", { offset: this.offset, least: this.least });
  }

  now(): Date {
    const wall = Date.now();
    // A device that slept seems to jump ahead: only a clock that goes back is a jump for certain.
    const jumped = wall - this.lastWall - (performance.now() - this.lastCount);
    if (jumped < -JUMP) this.offset -= jumped;
    this.lastWall = wall;
    this.lastCount = performance.now();
    // Never before what the server said last: a clock put back while the page was closed.
    return new Date(Math.max(wall + this.offset, this.least));
  }

  // How far the clock of the device stands from the server's, in milliseconds: ahead is positive.
  ahead(): number {
    return -this.offset;
  }
}
