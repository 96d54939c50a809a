// The map of the directory: points on tiles when the instance names some, else on a plain ground with the names of the
// communes. The list says everything that the map says: this is only another way to look at it.
import * as L from "leaflet";
import "leaflet/dist/leaflet.css";

type Point = [name: string, commune: string, latitude: number, longitude: number, url: string];

const MOST_NAMES = 60;

function popup(point: Point): HTMLElement {
  const box = document.createElement("div");
  const link = document.createElement("a");
  link.href = point[4];
  link.textContent = point[0];
  box.append(link, document.createElement("br"), point[1]);
  return box;
}

// Without tiles the ground is empty: the communes that have most venues are named where their venues are.
function nameCommunes(map: L.Map, points: Point[]): void {
  const communes = new Map<string, Point[]>();
  for (const point of points) communes.set(point[1], [...(communes.get(point[1]) ?? []), point]);
  const largest = [...communes].sort((one, other) => other[1].length - one[1].length).slice(0, MOST_NAMES);
  for (const [name, own] of largest) {
    const middle = (rank: 2 | 3) => own.reduce((sum, point) => sum + point[rank], 0) / own.length;
    const label = document.createElement("span");
    label.textContent = name;
    const icon = L.divIcon({ className: "commune-name", html: label, iconSize: [0, 0] });
    L.marker([middle(2), middle(3)], { icon, interactive: false, keyboard: false }).addTo(map);
  }
}

function draw(box: HTMLElement, points: Point[]): void {
  const map = L.map(box, { preferCanvas: true, attributionControl: Boolean(box.dataset.tiles) });
  map.attributionControl?.setPrefix(false);
  if (box.dataset.tiles) {
    L.tileLayer(box.dataset.tiles, { attribution: box.dataset.credit, maxZoom: 19 }).addTo(map);
  } else {
    L.control.scale({ imperial: false }).addTo(map);
  }
  const colour = getComputedStyle(document.documentElement).getPropertyValue("--bs-primary").trim() || "#0b5a5e";
  for (const point of points) {
    L.circleMarker([point[2], point[3]], { radius: 7, color: "#fff", weight: 1.5, fillColor: colour, fillOpacity: 0.9 })
      .bindPopup(() => popup(point))
      .addTo(map);
  }
  map.fitBounds(L.latLngBounds(points.map((point) => [point[2], point[3]])), { padding: [30, 30], maxZoom: 13 });
  if (!box.dataset.tiles) nameCommunes(map, points);
}

async function show(box: HTMLElement): Promise<void> {
  const told = document.querySelector<HTMLElement>("[data-map-told]");
  const say = (words: string | undefined) => {
    if (told && words) told.textContent = words;
  };
  try {
    const answer = await fetch(box.dataset.points ?? "");
    const { points } = (await answer.json()) as { points: Point[] };
    if (!points.length) return say(box.dataset.none);
    draw(box, points);
    say(box.dataset.some?.replace("0", String(points.length)));
  } catch {
    say(box.dataset.failed);
  }
}

const box = document.querySelector<HTMLElement>("[data-points]");
if (box) void show(box);
