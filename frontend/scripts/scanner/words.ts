// The words of the page, given by the server in the language of the page: one table for what is said online and
// offline. « %(name)s » is filled in; days and amounts are written as everywhere else.
export interface Words {
  language: string;
  titles: Record<string, string>;
  sentences: Record<string, string>;
  said: Record<string, string>;
}

const PARIS = "Europe/Paris";

export class Speech {
  private readonly locale: string;

  constructor(private readonly words: Words) {
    this.locale = words.language === "en" ? "en-GB" : "fr-FR";
  }

  said(name: string, facts: Record<string, string | number | null> = {}): string {
    return this.filled(this.words.said[name] ?? name, facts);
  }

  // « one » or « many » of a name, by count.
  counted(name: string, count: number, facts: Record<string, string | number | null> = {}): string {
    return this.said(count < 2 ? `${name}_one` : `${name}_many`, { count, ...facts });
  }

  title(outcome: string): string {
    return this.words.titles[outcome] ?? this.words.titles.refused;
  }

  sentence(outcome: string, facts: Record<string, string | number | null>): string {
    return this.filled(this.words.sentences[outcome] ?? "", facts);
  }

  day(iso: string): string {
    const day = new Date(`${iso.slice(0, 10)}T12:00:00Z`);
    return new Intl.DateTimeFormat(this.locale, { dateStyle: "long", timeZone: PARIS }).format(day);
  }

  // « 14 h 05 », or « 14:05 » in English.
  hour(instant: string | number | Date): string {
    const clock = new Intl.DateTimeFormat("fr-FR", { hour: "2-digit", minute: "2-digit", timeZone: PARIS });
    const [hours, minutes] = clock.format(new Date(instant)).split(":");
    return this.words.language === "en" ? `${hours}:${minutes}` : `${Number(hours)} h ${minutes}`;
  }

  euros(cents: number): string {
    const style = { style: "currency", currency: "EUR" } as const;
    return new Intl.NumberFormat(this.locale, style).format(cents / 100);
  }

  private filled(template: string, facts: Record<string, string | number | null>): string {
    return template.replace(/%\((\w+)\)s/g, (_whole, name: string) => {
      const fact = facts[name];
      if (typeof fact === "string" && /^\d{4}-\d\d-\d\d$/.test(fact)) return this.day(fact);
      return fact === null || fact === undefined ? "…" : String(fact);
    });
  }
}

// The day in Paris, « 2023-05-15 ».
export function dayInParis(instant: Date): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: PARIS }).format(instant);
}
