// What the search box finds is offered below it while one types. The form works without: this only
// asks earlier. Sent by POST, so that a code never stands in an address.
interface Offer {
  name: string;
  kind: string;
  told: string;
  url: string;
}

const WAIT = 120;
const SHORTEST = 2;

function line(offer: Offer): HTMLLIElement {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = offer.url;
  const name = document.createElement("strong");
  name.textContent = offer.name;
  const kind = document.createElement("span");
  kind.textContent = [offer.kind, offer.told].filter(Boolean).join(" · ");
  link.append(name, kind);
  item.append(link);
  return item;
}

export function searchOffers(): void {
  const box = document.querySelector<HTMLInputElement>("[data-search]");
  const form = box?.form;
  if (!box || !form) return;
  const list = document.createElement("ul");
  list.className = "offers";
  list.hidden = true;
  list.setAttribute("aria-label", box.dataset.found ?? "");
  const told = document.createElement("span");
  told.className = "visually-hidden";
  told.setAttribute("role", "status");
  form.append(list, told);
  let timer = 0;
  let asked = 0;

  const close = (): void => {
    list.hidden = true;
    list.replaceChildren();
    told.textContent = "";
  };
  const ask = async (): Promise<void> => {
    const mine = ++asked;
    const body = new FormData(form);
    body.set("vite", "1");
    const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
    if (!answer.ok || mine !== asked) return;
    const { found } = (await answer.json()) as { found: Offer[] };
    list.replaceChildren(...found.map(line));
    list.hidden = found.length === 0;
    told.textContent = found.length ? `${box.dataset.found ?? ""} : ${found.length}` : "";
  };
  box.addEventListener("input", () => {
    window.clearTimeout(timer);
    asked += 1;
    if (box.value.trim().length < SHORTEST) return close();
    timer = window.setTimeout(() => void ask().catch(close), WAIT);
  });
  form.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const at = links.findIndex((link) => link === document.activeElement);
    if (event.key === "Escape") {
      close();
      box.focus();
    } else if (event.key === "ArrowDown" && links.length) {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)]?.focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      if (at === 0) box.focus();
      else links[at - 1]?.focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Node && !form.contains(event.target)) close();
  });
}
