// Beside a field where a day is typed « 15/05/2023 », a button opens the browser's own calendar.
export function dayPickers(): void {
  if (!("showPicker" in HTMLInputElement.prototype)) return;
  for (const field of document.querySelectorAll<HTMLInputElement>("input[data-day]")) {
    const button = field.closest(".field")?.querySelector<HTMLButtonElement>("[data-calendar]");
    if (!button) continue;
    const picker = document.createElement("input");
    picker.type = "date";
    picker.tabIndex = -1;
    picker.setAttribute("aria-hidden", "true");
    picker.className = "day-picker";
    button.before(picker);
    button.hidden = false;
    button.addEventListener("click", () => {
      picker.value = field.value.trim().replace(/^(\d\d?)\/(\d\d?)\/(\d{4})$/, (_all, day, month, year) =>
        [year, month.padStart(2, "0"), day.padStart(2, "0")].join("-"),
      );
      picker.showPicker();
    });
    picker.addEventListener("change", () => {
      const [year, month, day] = picker.value.split("-");
      if (day) field.value = `${day}/${month}/${year}`;
      field.focus();
    });
  }
}
