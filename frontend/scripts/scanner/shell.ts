// The worker that keeps the page for when there is no network, and how a new version of it takes over: never under
// the hands of somebody, only while the device is locked or just opened.
import type { Config } from "./config";

export async function keepShell(config: Config, decoder: boolean): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const { worker, scope } = config;
  const kept = await navigator.serviceWorker.register(worker, { scope, updateViaCache: "none" }).catch(() => null);
  if (kept && decoder) (await navigator.serviceWorker.ready).active?.postMessage("keep the decoder");
}

export function takeUpdate(): void {
  void navigator.serviceWorker?.getRegistration().then((kept) => {
    if (!kept?.waiting) return;
    navigator.serviceWorker.addEventListener("controllerchange", () => window.location.reload(), { once: true });
    kept.waiting.postMessage("take over");
  });
}
