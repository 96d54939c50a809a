// Codes are read by the camera into a field, one a line. Only pages that scan load this file. Without
// a camera, or over plain HTTP, nothing is shown: the field, typed or filled by a hand scanner, is enough.
// Each code read is told by the event « scanned », and with data-scanner-once the form is then sent.
import { reader, WIDEST, type Reader } from "./reader";

const PAUSE = 120;

function scanner(box: HTMLElement): void {
  const part = <T extends HTMLElement>(name: string): T | null => box.querySelector<T>(`[data-scanner-${name}]`);
  const field = document.getElementById(box.dataset.scanner ?? "") as HTMLTextAreaElement | HTMLInputElement | null;
  const open = part<HTMLButtonElement>("open");
  const view = part("view");
  const said = part("said");
  const video = box.querySelector("video");
  if (!field || !open || !view || !said || !video) return;
  let stream: MediaStream | null = null;
  let read: Reader | null = null;
  let count = 0;

  const stop = (): void => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    video.srcObject = null;
    view.hidden = true;
    open.hidden = false;
  };
  const take = (code: string): void => {
    const known = field.value.split("\n").map((line) => line.trim());
    if (known.includes(code)) return;
    field.value = [...known.filter(Boolean), code].join("\n") + (field instanceof HTMLTextAreaElement ? "\n" : "");
    count += 1;
    said.textContent = (said.dataset.read ?? "{count}").replace("{count}", String(count));
    navigator.vibrate?.(60);
    box.dispatchEvent(new CustomEvent("scanned", { bubbles: true, detail: code }));
    if ("scannerOnce" in box.dataset) {
      stop();
      field.form?.requestSubmit();
    }
  };
  const look = async (): Promise<void> => {
    if (!stream || !read) return;
    try {
      for (const code of await read(video)) if (stream) take(code);
    } catch {
      // A frame that cannot be read is followed by another.
    }
    if (stream) window.setTimeout(() => void look(), PAUSE);
  };
  const start = async (): Promise<void> => {
    open.hidden = true;
    try {
      const camera = { facingMode: "environment", width: { ideal: WIDEST } };
      stream = await navigator.mediaDevices.getUserMedia({ video: camera, audio: false });
      read ??= await reader(box.dataset.wasm ?? "");
      view.hidden = false;
      video.srcObject = stream;
      await video.play();
      said.textContent = said.dataset.ready ?? "";
      await look();
    } catch {
      stop();
      said.textContent = said.dataset.problem ?? "";
    }
  };
  box.hidden = false;
  open.addEventListener("click", () => void start());
  part("close")?.addEventListener("click", stop);
  window.addEventListener("pagehide", stop);
}

if ("mediaDevices" in navigator) {
  for (const box of document.querySelectorAll<HTMLElement>("[data-scanner]")) scanner(box);
}
