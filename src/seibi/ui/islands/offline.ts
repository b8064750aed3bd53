/** On the offline page only: looks again, soon and then less often, until the line is back. Stands alone, so that it works without one. */
const SOON_MS = [1_000, 2_000, 4_000, 8_000, 15_000];
const again = (): void => location.reload();
let looked = 0;
let planned = 0;

function plan(): void {
  clearTimeout(planned);
  planned = window.setTimeout(() => void look(), SOON_MS[Math.min(looked++, SOON_MS.length - 1)]);
}

/** Reached from here is not yet reached from everywhere: the page may come back, and looks again. */
async function look(): Promise<void> {
  try {
    await fetch("/ui/manifest.webmanifest", { cache: "no-store" });
    again();
  } catch {
    plan();
  }
}

window.addEventListener("online", () => {
  looked = 0;
  plan();
});
document.querySelector("[data-reload]")?.addEventListener("click", again);
plan();

export {};
