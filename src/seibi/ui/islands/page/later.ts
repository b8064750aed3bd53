/**
 * A press without a line (`<form data-later>`) is kept here and sent, in order and with its own moment, when the line is back.
 * A device may change hands: whose press it was is kept with it, and nobody else's session sends it.
 */
import { tradeNow } from "./clock";
import { word } from "./dom";
import { toast } from "./toasts";

type Press = { who: string; action: string; fields: [string, string][] };

const KEPT = "seibi-presses";
const SAID = "seibi-presses-said";
const AGAIN_MS = 30_000;
let sending = false;

export function startSendingLater(): void {
  toast(sessionStorage.getItem(SAID) ?? "");
  sessionStorage.removeItem(SAID);
  window.addEventListener("online", () => void send());
  setInterval(() => void send(), AGAIN_MS);
  void send();
}

/** The form has its key already, so that nothing can happen twice. */
export function keepForLater(form: HTMLFormElement, submitter: HTMLElement | null): void {
  const fields = [...new FormData(form, submitter)].filter((field): field is [string, string] => typeof field[1] === "string");
  keep([...kept(), { who: said("who"), action: form.action, fields: [...fields, ["pressed_at", new Date(tradeNow()).toISOString()]] }]);
  submitter?.toggleAttribute("disabled", true);
  toast(word("later"));
}

/** Oldest first; a refusal is said and goes, a line that is still cut keeps the rest. */
async function send(): Promise<void> {
  if (sending || !navigator.onLine || next() < 0) return;
  sending = true;
  const answers: string[] = [];
  for (let index = next(); index >= 0; index = next()) {
    const answer = await sent(kept()[index]!);
    if (answer === null) break;
    answers.push(answer);
    keep(kept().filter((_, place) => place !== index));
  }
  sending = false;
  if (!answers.length) return;
  sessionStorage.setItem(SAID, [...new Set(answers)].join(" "));
  location.reload();
}

/** What there is to say about it; null while it could not be sent. */
async function sent(press: Press): Promise<string | null> {
  try {
    const body = new URLSearchParams(press.fields);
    body.set("csrfmiddlewaretoken", said("csrf-token")); // of today's session
    const answer = await fetch(press.action, { method: "POST", body, credentials: "same-origin" });
    if (answer.status >= 500 || answer.url.includes("/accounts/")) return null;
    if (answer.ok) return word("sent");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector('[role="alert"]')?.textContent?.trim().replace(/\s+/g, " ") || word("refused");
  } catch {
    return null;
  }
}

/** Where the oldest press of whoever is signed in stands. */
function next(): number {
  return kept().findIndex((press) => press.who === said("who"));
}

function said(name: "who" | "csrf-token"): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";
}

function kept(): Press[] {
  return JSON.parse(localStorage.getItem(KEPT) ?? "[]") as Press[];
}

function keep(presses: Press[]): void {
  localStorage.setItem(KEPT, JSON.stringify(presses));
}
