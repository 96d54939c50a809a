// Keeps the scanner for when there is no network. The server writes SHELL in front of this file: one version, one list
// of files, one cache. Pages of another version are never mixed with these files: the cache is filled whole before the
// version is used, and the one before is dropped when it is.
interface Shell {
  version: string;
  prefix: string;
  page: string;
  home: string;
  files: string[];
  decoder: string;
}
interface Event2 extends Event {
  waitUntil(until: Promise<unknown>): void;
}
interface Asked extends Event2 {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker2 {
  addEventListener(kind: "install" | "activate" | "sync", act: (event: Event2) => void): void;
  addEventListener(kind: "fetch", act: (event: Asked) => void): void;
  addEventListener(kind: "message", act: (event: Event2 & { data: unknown }) => void): void;
  skipWaiting(): Promise<void>;
  clients: {
    claim(): Promise<void>;
    matchAll(which: { type: "window" }): Promise<{ postMessage(said: unknown): void }[]>;
  };
  location: Location;
}
declare const SHELL: Shell;

const worker = self as unknown as Worker2;
const cacheName = SHELL.prefix + SHELL.version;
const PATIENCE = 3_000;

async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  await Promise.all([SHELL.page, ...SHELL.files].map((path) => keep(cache, path)));
}

// A page that was led elsewhere (to the sign-in, to a portal of the network) is not this file: nothing is kept of it,
// and the version installs at the next visit.
async function keep(cache: Cache, path: string): Promise<void> {
  const answer = await fetch(new Request(path, { cache: "reload" }));
  if (!answer.ok || answer.redirected) throw new TypeError(path);
  await cache.put(path, answer);
}

async function activate(): Promise<void> {
  const others = (await caches.keys()).filter((one) => one.startsWith(SHELL.prefix) && one !== cacheName);
  await Promise.all(others.map((one) => caches.delete(one)));
  await worker.clients.claim();
}

async function kept(path: string): Promise<Response | undefined> {
  return (await caches.open(cacheName)).match(path);
}

async function keepDecoder(): Promise<void> {
  const cache = await caches.open(cacheName);
  if (!(await cache.match(SHELL.decoder))) await keep(cache, SHELL.decoder);
}

// A page of the venue: the network's, while it answers within three seconds; else the scanner.
async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    return (await kept(SHELL.page)) ?? Response.error();
  }
}

async function file(request: Request, path: string): Promise<Response> {
  return (await kept(path)) ?? fetch(request);
}

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("message", (event) => {
  if (event.data === "take over") event.waitUntil(worker.skipWaiting());
  if (event.data === "keep the decoder") event.waitUntil(keepDecoder().catch(() => undefined));
});
worker.addEventListener("sync", (event) => {
  const told = worker.clients.matchAll({ type: "window" });
  event.waitUntil(told.then((windows) => windows.forEach((one) => one.postMessage("send"))));
});
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(pathname === SHELL.page ? file(request, pathname) : page(request));
  } else if (pathname === SHELL.decoder || SHELL.files.includes(pathname)) {
    event.respondWith(file(request, pathname));
  }
});
