/** Text that was drawn before its Japanese or Chinese face had come is drawn again when it has. */

/** Chromium keeps what it shaped with the last-resort font; another feature list makes it shape anew. */
export function startFaces(): void {
  let loads = 0;
  document.fonts.addEventListener("loadingdone", () => {
    loads += 1;
    const tag = `z${String(loads % 1000).padStart(3, "0")}`; // no font has it
    document.documentElement.style.fontFeatureSettings = `"${tag}"`;
  });
}
