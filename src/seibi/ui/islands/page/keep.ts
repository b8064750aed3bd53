/**
 * What somebody typed into a long form (`<form data-keep id="…">`) survives a lost line or a closed tab's reload.
 * A device may change hands: it is kept under the name of who typed it, and shown to nobody else.
 */
import { announce, onEach, said, word } from "./dom";

type Kept = { sent: boolean; values: Record<string, string> };
type Entry = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const PREFIX = `seibi-kept:${said("who")}:`;

export function startKeeping(): void {
  forgetWhatArrived();
  onEach<HTMLFormElement>("form[data-keep]", (form) => {
    const name = PREFIX + location.pathname + "#" + form.id;
    restore(form, name);
    form.addEventListener("input", () => save(name, { sent: false, values: valuesOf(form) }));
    form.addEventListener("submit", () => save(name, { sent: true, values: valuesOf(form) }));
  });
}

/** A form that was sent and is not on this page any more has arrived; a refusal or a page to sign in is no arrival. */
function forgetWhatArrived(): void {
  if (document.body.hasAttribute("data-refused")) return;
  if (/^\/(accounts|sign-in)\//.test(location.pathname)) return;
  for (const name of Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX))) {
    const kept = read(name);
    if (kept?.sent && !name.startsWith(`${PREFIX}${location.pathname}#`)) sessionStorage.removeItem(name);
  }
}

function restore(form: HTMLFormElement, name: string): void {
  const kept = read(name);
  if (!kept) return;
  if (form.querySelector('[aria-invalid="true"]')) return;
  let restored = false;
  for (const entry of entriesOf(form)) {
    const value = kept.values[nameOf(entry)];
    if (value && putBack(entry, value)) restored = true;
  }
  if (restored) announce(word("kept"));
}

function valuesOf(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries(entriesOf(form).map((entry) => [nameOf(entry), valueOf(entry)]));
}

/** Ticks and choices share a name: each is kept under its own. */
function nameOf(entry: Entry): string {
  return isTick(entry) ? `${entry.name}=${entry.value}` : entry.name;
}

function valueOf(entry: Entry): string {
  return isTick(entry) ? (entry.checked ? "on" : "") : entry.value;
}

function isTick(entry: Entry): entry is HTMLInputElement {
  return entry.type === "checkbox" || entry.type === "radio";
}

/** Whether it was empty and is not any more; whoever draws on a hidden field hears it. */
function putBack(entry: Entry, value: string): boolean {
  if (isTick(entry)) {
    if (entry.checked) return false;
    entry.checked = true;
    return true;
  }
  const isEmpty = !entry.value || (entry.type === "hidden" && entry.value === "[]");
  if (!isEmpty || entry.value === value) return false;
  entry.value = value;
  if (entry.type === "hidden") entry.dispatchEvent(new CustomEvent("seibi:restored"));
  return true;
}

function entriesOf(form: HTMLFormElement): Entry[] {
  const kinds = new Set(["text", "textarea", "tel", "email", "number", "search", "select-one", "date"]);
  for (const kind of ["datetime-local", "checkbox", "radio"]) kinds.add(kind);
  return ([...form.elements] as Entry[]).filter(
    (entry) =>
      entry.name &&
      (kinds.has(entry.type) || (entry.type === "hidden" && entry.hasAttribute("data-kept"))) &&
      !entry.hasAttribute("data-forget"),
  );
}

function save(name: string, kept: Kept): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(kept));
  } catch {
    // A full or closed storage only means that nothing is kept.
  }
}

function read(name: string): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}
