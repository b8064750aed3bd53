import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig } from "vite";

const islands = resolve(import.meta.dirname, "src/seibi/ui/islands");

/** Every file directly under islands/ is one script a page may load; folders hold their parts. */
const entries = Object.fromEntries(
  readdirSync(islands)
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
    .map((name) => [name.replace(/\.ts$/, ""), resolve(islands, name)]),
);

export default defineConfig({
  publicDir: false,
  build: {
    target: "es2022",
    outDir: "src/seibi/ui/static/ui/build",
    emptyOutDir: false,
    modulePreload: false,
    reportCompressedSize: false,
    rollupOptions: {
      input: entries,
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "part-[name]-[hash].js",
        assetFileNames: "[name][extname]",
      },
    },
  },
});
