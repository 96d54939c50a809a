// The parts of the page, by the names that the template gives them, and the little drawing there is.
export class Parts {
  constructor(readonly root: HTMLElement) {}

  get<T extends HTMLElement = HTMLElement>(name: string): T {
    const found = this.root.querySelector<T>(`[data-till-${name}]`);
    if (!found) throw new Error(`no part ${name}`);
    return found;
  }

  say(name: string, words: string): void {
    const part = this.get(name);
    if (part.textContent !== words) part.textContent = words;
    part.hidden = !words;
  }

  // One of the screens of the page; the others rest.
  screen(name: string): void {
    for (const one of this.root.querySelectorAll<HTMLElement>("[data-till-screen]")) {
      one.hidden = one.dataset.tillScreen !== name;
    }
  }
}

export function made<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

export function button(label: string, className: string, act: () => void): HTMLButtonElement {
  const element = made("button", `btn ${className}`, label);
  element.type = "button";
  element.addEventListener("click", act);
  return element;
}

export function options(field: HTMLSelectElement, offered: [string, string][], chosen: string): void {
  const kept = field.value || chosen;
  field.replaceChildren(...offered.map(([value, label]) => new Option(label, value)));
  field.value = offered.some(([value]) => value === kept) ? kept : (offered[0]?.[0] ?? "");
}
