// Pass that this device took with the network. The bitmap it holds does not know them yet: alone, it refuses them by
// this list, until a pack made later does.
import type { Mark, Store } from "./store";

export class Marks {
  private readonly known = new Map<number, Mark>();

  constructor(private readonly store: Store) {}

  async read(): Promise<void> {
    for (const one of (await this.store.fact("marks")) ?? []) this.known.set(one.number, one);
  }

  has(number: number): boolean {
    return this.known.has(number);
  }

  async took(numbers: number[], at: string): Promise<void> {
    for (const number of numbers) this.known.set(number, { number, at });
    await this.keep();
  }

  async gaveBack(number: number): Promise<void> {
    this.known.delete(number);
    await this.keep();
  }

  async forget(knownSince: (number: number) => string): Promise<void> {
    for (const { number, at } of [...this.known.values()]) {
      if (Date.parse(at) < Date.parse(knownSince(number))) this.known.delete(number);
    }
    await this.keep();
  }

  private keep(): Promise<void> {
    return this.store.keep("marks", [...this.known.values()]);
  }
}
