/** On the offline page only: looks again when the line is back. Stands alone, so that it works without one. */
const again = (): void => location.reload();

window.addEventListener("online", again);
document.querySelector("[data-reload]")?.addEventListener("click", again);
setInterval(() => navigator.onLine && void fetch("/ui/manifest.webmanifest", { cache: "no-store" }).then(again, () => undefined), 15_000);

export {};
