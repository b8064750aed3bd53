/** Keys for people who work on a page all day: `data-key` presses, `data-key-focus` goes there, J and K move. */

export function startKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (press(key) || goTo(key) || step(key)) event.preventDefault();
  });
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  return target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), textarea, select");
}

function press(key: string): boolean {
  const root = document.querySelector("dialog[open]") ?? document;
  const found = [...root.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(key)}" i]`)].filter(isShown);
  const button = found.find((one) => one.closest("main")) ?? found[0]; // a page's own keys win over the frame's
  button?.click();
  return Boolean(button);
}

function goTo(key: string): boolean {
  const field = [...document.querySelectorAll<HTMLElement>(`[data-key-focus="${CSS.escape(key)}"]`)].find(isShown);
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
  return Boolean(field);
}

function step(key: string): boolean {
  const list = document.querySelector("[data-key-list]");
  if (!list || (key !== "j" && key !== "k")) return false;
  const lines = [...list.querySelectorAll<HTMLElement>("a.line, button.line, [data-key-row]")].filter(isShown);
  const at = lines.findIndex((line) => line === document.activeElement || line.getAttribute("aria-current") === "true");
  const focused = lines.findIndex((line) => line === document.activeElement);
  const from = focused >= 0 ? focused : at;
  const next = lines[key === "j" ? Math.min(from + 1, lines.length - 1) : Math.max(from - 1, 0)];
  next?.focus();
  return Boolean(next);
}

function isShown(element: HTMLElement): boolean {
  return element.offsetParent !== null || element.getClientRects().length > 0;
}
