/** The list under a search box: arrows walk, Enter opens, Escape or a click elsewhere closes. And the numeric pad. */

export function startFinding(): void {
  document.addEventListener("keydown", (event) => {
    const box = (event.target as HTMLElement).closest<HTMLElement>("[data-finding]");
    if (!box || event.isComposing) return;
    if (event.key === "Escape") close(box);
    else if (event.key === "ArrowDown" && walk(box, 1)) event.preventDefault();
    else if (event.key === "ArrowUp" && walk(box, -1)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    for (const box of document.querySelectorAll<HTMLElement>("[data-finding]")) if (!box.contains(target)) close(box);
    const key = target.closest<HTMLElement>("[data-pad-key]");
    if (key) press(key);
  });
}

function walk(box: HTMLElement, by: number): boolean {
  const field = box.querySelector<HTMLElement>("input");
  const stops = [field, ...box.querySelectorAll<HTMLElement>("a[data-found]")].filter((one) => one !== null);
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const next = stops[at + by];
  next?.focus();
  return stops.length > 1;
}

function close(box: HTMLElement): void {
  box.querySelector("[data-found-list]")?.remove();
}

function press(key: HTMLElement): void {
  const field = key.closest("[data-pad]")?.querySelector<HTMLInputElement>("input[name=q]");
  if (!field) return;
  const sign = key.dataset.padKey ?? "";
  field.value = sign === "clear" ? "" : field.value + sign;
}
