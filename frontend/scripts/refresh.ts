// What moves on by itself is asked for again every few seconds while it does, and its new state is read out. Whoever
// is on a link of it keeps that link; once nothing moves any more the whole page is asked for once.
async function latest(): Promise<Document | null> {
  const answer = await fetch(window.location.href, { credentials: "same-origin" });
  return answer.ok && !answer.redirected
    ? new DOMParser().parseFromString(await answer.text(), "text/html")
    : null;
}

function sayIt(region: HTMLElement): void {
  for (const note of region.querySelectorAll<HTMLElement>("[data-refresh-note]")) note.hidden = false;
}

export function refreshes(): void {
  const region = document.querySelector<HTMLElement>("[data-refresh]");
  if (!region) return;
  const seconds = Number(region.dataset.refresh);
  const told = document.createElement("p");
  told.className = "visually-hidden";
  told.setAttribute("role", "status");
  told.setAttribute("aria-live", "polite");
  region.before(told);
  sayIt(region);

  const look = async (): Promise<void> => {
    const page = document.hidden ? null : await latest();
    const fresh = page?.getElementById(region.id);
    if (page && !fresh?.dataset.refresh) return window.location.reload();
    if (fresh && !region.contains(document.activeElement)) {
      region.replaceChildren(...fresh.childNodes);
      sayIt(region);
    }
    const said = fresh?.dataset.said ?? "";
    if (said && told.textContent !== said) told.textContent = said;
    wait();
  };
  const wait = (): void => void window.setTimeout(() => void look().catch(wait), seconds * 1000);
  wait();
}
