// Builds the assets of the layout: one stylesheet, one script, one sprite of icons, the fonts; and the
// reader of codes, a script and its WebAssembly that only the pages which scan ask for; the scanner of venues and the
// worker that keeps it for when there is no network.
// Everything third-party comes from node_modules and is written to a folder git ignores.
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "..", "node_modules");
const out = join(here, "..", "quitus/interfaces/web/layout/static/quitus");

async function styles() {
  const { css } = sass.compile(join(here, "styles/quitus.scss"), {
    loadPaths: [modules],
    quietDeps: true,
    silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
  });
  const { code } = await esbuild.transform(css, { loader: "css", minify: true, target: "es2022" });
  await writeFile(join(out, "quitus.css"), code);
}

async function scripts() {
  await esbuild.build({
    entryPoints: ["quitus", "scan", "scanner", "worker", "map", "slip"].map((name) => join(here, `scripts/${name}.ts`)),
    outdir: out,
    bundle: true,
    loader: { ".png": "dataurl" },
    minify: true,
    format: "iife",
    target: "es2022",
  });
  await copyFile(join(modules, "zxing-wasm/dist/reader/zxing_reader.wasm"), join(out, "zxing_reader.wasm"));
}

async function icons() {
  const names = JSON.parse(await readFile(join(here, "icons.json"), "utf8"));
  const symbols = await Promise.all(
    names.map(async (name) => {
      const svg = await readFile(join(modules, `bootstrap-icons/icons/${name}.svg`), "utf8");
      const drawing = svg.replace(/^[^>]*>|<\/svg>\s*$/g, "").trim();
      return `<symbol id="${name}" viewBox="0 0 16 16">${drawing}</symbol>`;
    }),
  );
  await writeFile(join(out, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`);
}

async function fonts() {
  await mkdir(join(out, "fonts"), { recursive: true });
  for (const subset of ["latin", "latin-ext"]) {
    for (const weight of [400, 700]) {
      const name = `atkinson-hyperlegible-${subset}-${weight}-normal.woff2`;
      await copyFile(join(modules, "@fontsource/atkinson-hyperlegible/files", name), join(out, "fonts", name));
    }
  }
}

await mkdir(out, { recursive: true });
await copyFile(join(here, "icon.svg"), join(out, "icon.svg"));
await Promise.all([styles(), scripts(), icons(), fonts()]);
