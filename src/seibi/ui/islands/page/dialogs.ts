/** Sheets and small menus: native elements, opened and closed by attributes. */
import { onEach } from "./dom";

export function startDialogs(): void {
  document.addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    const opener = target.closest<HTMLElement>("[data-opens]");
    if (opener) openSheet(opener.dataset.opens ?? "");
    if (target.closest("[data-closes]")) target.closest("dialog")?.close();
    if (target instanceof HTMLDialogElement && isOutside(target, event)) target.close();
    document.querySelectorAll<HTMLDetailsElement>("details[data-pop][open]").forEach((menu) => {
      if (!menu.contains(target)) menu.open = false;
    });
    const shown = target.closest<HTMLElement>("[data-shows]")?.dataset.shows;
    if (shown) document.getElementById(shown)?.toggleAttribute("hidden");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll<HTMLDetailsElement>("details[data-pop][open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    });
  });
  document.addEventListener("seibi:close", (event) => {
    (event.target as Element).closest("dialog")?.close();
    if (event.target === document.body) document.querySelectorAll("dialog[open]").forEach((d) => (d as HTMLDialogElement).close());
  });
  onEach<HTMLDialogElement>("dialog[data-open]", (dialog) => dialog.showModal());
}

export function openSheet(id: string): HTMLDialogElement | null {
  const sheet = document.getElementById(id);
  if (!(sheet instanceof HTMLDialogElement)) return null;
  if (!sheet.open) sheet.showModal();
  return sheet;
}

function isOutside(dialog: HTMLDialogElement, event: MouseEvent): boolean {
  const box = dialog.getBoundingClientRect();
  const inside =
    event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  return !inside && event.detail > 0;
}
