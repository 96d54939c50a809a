// What this device says of a pass when it is alone: the reasons of the server, in the server's order, from the signed
// record of the series and the bitmap of what is usable.
import { rankOf } from "./codes";
import type { SeriesRecord } from "./signatures";

export interface Asked {
  number: number;
  serviceCode: string | null;
  serviceOn: string;
  today: string;
  postcode: string;
  taken: boolean;
}

export interface Judged {
  outcome: string;
  facts: Record<string, string | number | null>;
}

const DAY = 86_400_000;

export function daysBefore(day: string, count: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) - count * DAY).toISOString().slice(0, 10);
}

// Bit (rank − first rank), the most significant of its byte first; 1 is usable.
export function isUsable(record: SeriesRecord, bitmap: Uint8Array, number: number): boolean {
  const place = rankOf(number) - record.first_rank;
  return place >= 0 && rankOf(number) <= record.last_rank && ((bitmap[place >> 3] >> (7 - (place & 7))) & 1) === 1;
}

export function judge(asked: Asked, record: SeriesRecord | null, bitmap: Uint8Array | null): Judged {
  const { serviceOn, today } = asked;
  const late = record?.late_entry_days ?? null;
  const earliest = late === null ? null : daysBefore(today, late);
  const facts = {
    service_on: serviceOn,
    usable_until: record?.usable_until ?? null,
    days: late,
    earliest_on: earliest,
  };
  const told = (outcome: string): Judged => ({ outcome, facts });
  if (!record || !bitmap) return told("series_not_on_device");
  if (rankOf(asked.number) < record.first_rank || rankOf(asked.number) > record.last_rank) return told("pass_unknown");
  if (asked.taken) return told("taken_on_this_device");
  if (serviceOn > today) return told("service_date_in_the_future");
  if (!record.activated_on || record.activated_on > serviceOn) return told("pass_inactive");
  if (record.usable_until && record.usable_until < serviceOn) return told("pass_expired");
  if (record.ended || !isUsable(record, bitmap, asked.number)) return told("not_usable_offline");
  if (asked.serviceCode && record.services && !record.services.includes(asked.serviceCode)) {
    return told("service_not_covered");
  }
  if (record.postcodes && !record.postcodes.includes(asked.postcode)) return told("venue_outside_territory");
  if (earliest && serviceOn < earliest) return told("service_date_too_old");
  return told("usable");
}
