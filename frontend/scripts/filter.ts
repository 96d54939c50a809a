// A box above a long table keeps the lines that hold what is typed, accents and case aside.
function bare(text: string): string {
  return text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();
}

export function tableFilters(): void {
  for (const box of document.querySelectorAll<HTMLInputElement>("input[data-filter-table]")) {
    const table = document.getElementById(box.dataset.filterTable ?? "");
    if (!table) continue;
    const holder = box.closest<HTMLElement>("[hidden]");
    if (holder) holder.hidden = false;
    const lines = [...table.querySelectorAll<HTMLTableRowElement>("tbody tr")];
    box.addEventListener("input", () => {
      const wanted = bare(box.value.trim());
      for (const line of lines) line.hidden = !bare(line.textContent ?? "").includes(wanted);
    });
  }
}
