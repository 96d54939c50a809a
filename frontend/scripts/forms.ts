// A form is sent once: its button rests until the answer comes (and wakes when one comes back to
// the page through the history).
export function singleSubmits(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
      for (const button of form.querySelectorAll<HTMLButtonElement>("button[type=submit]")) {
        button.setAttribute("aria-disabled", "true");
      }
    });
  }
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("button[type=submit]")) button.removeAttribute("aria-disabled");
    }
  });
}
