// Slips typed after the service: one field, Enter goes on. The list lives in this tab only (sessionStorage): a code is
// money, it goes to no other store, survives a reload, and goes with the tab. A pass that is taken leaves its code.
import { humanCode, readSigned } from "./scanner/codes";
import { signal, wake } from "./scanner/signals";

interface Facts {
  venue_id: string;
  service_code: string;
  service_on: string;
  people_count: string;
  minutes: string;
  theme: string;
}
interface Group {
  request: string;
  facts: Facts;
  told: string;
}
type State = "typed" | "wrong" | "taken" | "refused";
interface Line {
  code: string;
  shown: string;
  group: number;
  state: State;
  message: string;
}
interface Answer {
  taken: boolean;
  number: string;
  message: string;
}
interface Settings {
  send: string;
  most: number;
  words: Record<string, string>;
}

const KEY = "quitus-slip";
const SAME_SIGHT = 4000;

function slip(box: HTMLElement): void {
  const part = <T extends HTMLElement>(name: string): T => box.querySelector<T>(`[data-slip-${name}]`) as T;
  const settings = JSON.parse(document.getElementById("slip-settings")?.textContent ?? "{}") as Settings;
  const facts = part<HTMLFormElement>("facts");
  const field = part<HTMLInputElement>("code");
  const said = part("said");
  const list = part<HTMLOListElement>("lines");
  const sound = part<HTMLInputElement>("sound");
  const send = part<HTMLButtonElement>("send");
  const place = `${KEY}:${window.location.pathname}`;
  const kept = JSON.parse(sessionStorage.getItem(place) ?? "null") as { lines: Line[]; groups: Group[] } | null;
  const lines: Line[] = kept?.lines ?? [];
  const groups: Group[] = kept?.groups ?? [];
  let fresh = true;
  let doubles = 0;
  let sending = false;

  const word = (name: string, told: Record<string, string | number> = {}): string =>
    Object.entries(told).reduce((text, [key, value]) => text.replace(`{${key}}`, String(value)), settings.words[name] ?? "");
  const save = (): void => sessionStorage.setItem(place, JSON.stringify({ lines, groups }));
  const say = (text: string): void => void (said.textContent = text);

  const typedFacts = (): Facts => {
    const typed = new FormData(facts);
    const value = (name: string): string => String(typed.get(name) ?? "").trim();
    return {
      venue_id: value("venue_id"),
      service_code: value("service_code"),
      service_on: value("service_on"),
      people_count: value("people_count"),
      minutes: value("minutes"),
      theme: value("theme"),
    };
  };
  const chosen = (name: string): string => {
    const control = facts.elements.namedItem(name);
    if (control instanceof HTMLSelectElement) return control.selectedOptions[0]?.text ?? "";
    const ticked = facts.querySelector<HTMLInputElement>(`input[name=${name}]:checked`);
    return ticked?.closest("label")?.textContent?.trim() ?? ticked?.labels?.[0]?.textContent?.trim() ?? "";
  };
  const currentGroup = (): number | null => {
    const now = typedFacts();
    if (!now.venue_id || !now.service_code || !now.service_on) return null;
    const last = groups.length - 1;
    if (!fresh && last >= 0 && JSON.stringify(groups[last].facts) === JSON.stringify(now)) return last;
    const details = [chosen("service_code"), now.service_on];
    if (now.people_count) details.push(word("people", { count: now.people_count }));
    if (now.minutes) details.push(word("minutes", { count: now.minutes }));
    if (now.theme) details.push(now.theme);
    groups.push({ request: crypto.randomUUID(), facts: now, told: details.filter(Boolean).join(" · ") });
    fresh = false;
    return groups.length - 1;
  };

  const count = (): void => {
    const of = (state: State): number => lines.filter((line) => line.state === state).length;
    const waiting = of("typed");
    part("count").textContent = word("counts", {
      waiting, wrong: of("wrong"), taken: of("taken"), refused: of("refused"), doubles,
    });
    send.textContent = waiting ? word("send", { count: waiting }) : word("nothing");
    send.disabled = sending || !waiting;
    part<HTMLButtonElement>("clear").hidden = !of("taken");
  };
  const button = (text: string, act: () => void): HTMLButtonElement => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-link";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };
  const mover = (line: Line): HTMLSelectElement => {
    const choice = document.createElement("select");
    choice.className = "form-select";
    choice.setAttribute("aria-label", word("move"));
    groups.forEach((group, rank) => choice.add(new Option(`${rank + 1} · ${group.told}`, String(rank))));
    choice.value = String(line.group);
    choice.addEventListener("change", () => {
      line.group = Number(choice.value);
      save();
    });
    return choice;
  };
  const drop = (line: Line): void => {
    lines.splice(lines.indexOf(line), 1);
    save();
    draw();
    field.focus();
  };
  const correct = (line: Line): void => {
    field.value = line.code;
    drop(line);
  };
  const row = (line: Line): HTMLLIElement => {
    const item = document.createElement("li");
    item.dataset.state = line.state;
    const code = document.createElement("span");
    code.className = "code-text";
    code.textContent = line.shown;
    const told = document.createElement("span");
    told.textContent = line.state === "typed" ? "" : [line.state === "wrong" ? "" : word(line.state), line.message].filter(Boolean).join(" : ");
    item.append(code, told);
    if (line.state === "typed" && groups.length > 1) item.append(mover(line));
    if (line.state === "wrong") item.append(button(word("correct"), () => correct(line)));
    if (line.state !== "taken") item.append(button(word("remove"), () => drop(line)));
    return item;
  };
  const draw = (): void => {
    list.replaceChildren(...lines.map(row).reverse());
    count();
  };

  const grouped = (code: string): string =>
    code.length === 14 ? `${code.slice(0, 5)}-${code.slice(5, 10)}-${code.slice(10)}` : `QR …${code.slice(-6)}`;
  const take = (typed: string): void => {
    const text = typed.trim();
    if (!text) return;
    const group = currentGroup();
    if (group === null) {
      field.value = text;
      signal(false, !sound.checked);
      return say(word("lacking"));
    }
    const good = text.length > 60 ? (readSigned(text) ? text.split("/").pop() ?? text : null) : humanCode(text);
    const known = lines.findIndex((line) => line.code === (good ?? text) && line.state !== "wrong");
    if (good && known >= 0) {
      doubles += 1;
      signal(false, !sound.checked);
      say(word("double", { line: known + 1 }));
      return count();
    }
    const line: Line = {
      code: good ?? text,
      shown: good ? grouped(good) : text.slice(0, 40),
      group,
      state: good ? "typed" : "wrong",
      message: good ? "" : word("wrong"),
    };
    lines.push(line);
    save();
    list.prepend(row(line));
    signal(Boolean(good), !sound.checked);
    say(good ? "" : word("wrong"));
    count();
  };

  const post = async (some: Line[]): Promise<void> => {
    const answer = await fetch(settings.send, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": String(new FormData(facts).get("csrfmiddlewaretoken")) },
      body: JSON.stringify({
        lines: some.map((line) => ({ ...groups[line.group].facts, request: groups[line.group].request, code: line.code })),
      }),
    });
    const told = (await answer.json()) as { lines?: Answer[]; message?: string };
    if (!told.lines) throw new Error(told.message ?? "");
    told.lines.forEach((one, rank) => {
      const line = some[rank];
      line.state = one.taken ? "taken" : "refused";
      line.message = one.message;
      if (one.taken) line.code = "";
      if (one.number) line.shown = one.number;
    });
    save();
  };
  // A group that does not fit in one sending goes in several of its request: the server knows each pass of it.
  const sendAll = async (): Promise<void> => {
    sending = true;
    say(word("sending"));
    count();
    try {
      for (;;) {
        const some = lines.filter((line) => line.state === "typed").slice(0, settings.most);
        if (!some.length) break;
        await post(some);
      }
      say("");
      fresh = true;
    } catch (problem) {
      say((problem instanceof Error && !(problem instanceof SyntaxError || problem instanceof TypeError) && problem.message) || word("lost"));
    }
    sending = false;
    draw();
  };

  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const text = field.value;
    field.value = "";
    take(text);
  });
  // Enter in one of the facts leads to the codes.
  facts.addEventListener("submit", (event) => {
    event.preventDefault();
    field.focus();
  });
  let seen = { code: "", at: 0 };
  box.addEventListener("scanned", (event) => {
    const code = (event as CustomEvent<string>).detail;
    window.setTimeout(() => (part<HTMLTextAreaElement>("read").value = ""), SAME_SIGHT);
    const still = seen.code === code && Date.now() - seen.at < 2 * SAME_SIGHT;
    seen = { code, at: Date.now() };
    if (!still) take(code);
  });
  part("group").addEventListener("click", () => {
    fresh = true;
    field.focus();
  });
  part("clear").addEventListener("click", () => {
    lines.splice(0, lines.length, ...lines.filter((line) => line.state !== "taken"));
    save();
    draw();
  });
  send.addEventListener("click", () => void sendAll());
  box.addEventListener("pointerdown", wake, { once: true });
  box.addEventListener("keydown", wake, { once: true });
  box.hidden = false;
  draw();
  field.focus();
}

const box = document.querySelector<HTMLElement>("[data-slip]");
if (box) slip(box);
