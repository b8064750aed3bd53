/**
 * What somebody typed into a long form (`<form data-keep id="…">`) survives a lost line or a closed tab's reload.
 * A device may change hands: it is kept under the name of who typed it, and shown to nobody else.
 */
import { announce, onEach, said, word } from "./dom";
import { forget, names, remember, remembered } from "./memory";

type Kept = { sent: boolean; values: Record<string, string> };
type Entry = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const ALL = "seibi-kept:";
const PREFIX = `${ALL}${said("who")}:`;

export function startKeeping(): void {
  forgetWhatArrived();
  onEach<HTMLFormElement>("form[data-keep]", (form) => {
    const name = PREFIX + location.pathname + "#" + form.id;
    const given = valuesOf(form);
    const keep = (sent: boolean): void => save(name, { sent, values: typedInto(form, given, read(name)?.values ?? {}) });
    restore(form, name);
    form.addEventListener("input", () => keep(false));
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) return; // pressed twice
      keep(true);
      setTimeout(() => event.defaultPrevented && keep(false));
    });
  });
}

/** What differs from what the page came with, now or before; the rest may be newer on the server than here. */
function typedInto(form: HTMLFormElement, given: Record<string, string>, before: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(valuesOf(form)).filter(([name, value]) => value !== given[name] || name in before));
}

/** A form that was sent and is not on this page any more has arrived; a refusal or a page to sign in says that it has not. */
function forgetWhatArrived(): void {
  const here = `${PREFIX}${location.pathname}#`;
  if (wasRefused()) return;
  if (/^\/(accounts|sign-in)\//.test(location.pathname)) return names().filter((key) => key.startsWith(ALL)).forEach(wasNotSent);
  for (const name of names().filter((key) => key.startsWith(PREFIX))) {
    if (read(name)?.sent && !name.startsWith(here)) forget(name);
  }
}

function wasRefused(): boolean {
  return document.body.hasAttribute("data-refused");
}

function wasNotSent(name: string): void {
  const kept = read(name);
  if (kept) save(name, { ...kept, sent: false });
}

/**
 * What was sent may have arrived after all: then only what is empty is filled again.
 * Whoever is told what is wrong with a field need not hear that the rest was kept.
 */
function restore(form: HTMLFormElement, name: string): void {
  const kept = read(name);
  if (!kept) return;
  let restored = false;
  for (const entry of entriesOf(form)) {
    const value = kept.values[nameOf(entry)];
    if (value === undefined || (kept.sent && !wasRefused() && !isEmpty(entry))) continue;
    if (putBack(entry, value)) restored = true;
  }
  if (!restored) return;
  form.closest("details")?.setAttribute("open", "");
  if (!form.querySelector('[aria-invalid="true"]')) announce(word("kept"));
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

/** Whether it is another now; what folds away is opened, and whoever draws on a hidden field hears it. */
function putBack(entry: Entry, value: string): boolean {
  if (valueOf(entry) === value || (entry instanceof HTMLSelectElement && !offers(entry, value))) return false;
  if (isTick(entry)) {
    if (entry.type === "radio" && !value) return false;
    entry.checked = value !== "";
  } else entry.value = value;
  entry.closest("details")?.setAttribute("open", "");
  if (entry.type === "hidden") entry.dispatchEvent(new CustomEvent("seibi:restored"));
  return true;
}

function isEmpty(entry: Entry): boolean {
  return isTick(entry) ? !entry.checked : !entry.value || (entry.type === "hidden" && entry.value === "[]");
}

function offers(list: HTMLSelectElement, value: string): boolean {
  return [...list.options].some((option) => option.value === value);
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
  remember(name, JSON.stringify(kept));
}

function read(name: string): Kept | null {
  try {
    return JSON.parse(remembered(name) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}
