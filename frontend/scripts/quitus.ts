// Small comforts. Every page works without this file: each part looks for its hook and leaves if
// there is none.
import { copyButtons } from "./copy";
import { dayPickers } from "./day";
import { tableFilters } from "./filter";
import { singleSubmits } from "./forms";
import { refreshes } from "./refresh";
import { searchOffers } from "./search";

document.documentElement.classList.add("js");

function searchKey(): void {
  const box = document.querySelector<HTMLInputElement>("[data-search]");
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (!box || event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}

function printButtons(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

// A click anywhere on a line follows its link, unless something in it was meant or text is selected.
function openLines(): void {
  document.addEventListener("click", (event) => {
    const line = event.target instanceof Element && event.target.closest("tr[data-opens]");
    if (!line || (event.target as Element).closest("a, button, input, label")) return;
    if (window.getSelection()?.toString()) return;
    line.querySelector<HTMLAnchorElement>("a.opens")?.click();
  });
}

// The errors of a form are read out first: focus goes to their summary.
function firstErrors(): void {
  document.querySelector<HTMLElement>("[data-errors]")?.focus();
}

function closeMenus(): void {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
}

searchKey();
printButtons();
openLines();
firstErrors();
closeMenus();
copyButtons();
dayPickers();
tableFilters();
singleSubmits();
searchOffers();
refreshes();
