/** A press without a line (`<form data-later>`) is kept here and sent, in order and with its own moment, when the line is back. */
import { tradeNow } from "./clock";
import { word } from "./dom";
import { toast } from "./toasts";

type Press = { action: string; fields: [string, string][] };

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
  keep([...kept(), { action: form.action, fields: [...fields, ["pressed_at", new Date(tradeNow()).toISOString()]] }]);
  submitter?.toggleAttribute("disabled", true);
  toast(word("later"));
}

/** Oldest first; a refusal is said and goes, a line that is still cut keeps the rest. */
async function send(): Promise<void> {
  if (sending || !navigator.onLine || !kept().length) return;
  sending = true;
  const said: string[] = [];
  for (let press = kept()[0]; press; press = kept()[0]) {
    const answer = await sent(press);
    if (answer === null) break;
    said.push(answer);
    keep(kept().slice(1));
  }
  sending = false;
  if (!said.length) return;
  sessionStorage.setItem(SAID, [...new Set(said)].join(" "));
  location.reload();
}

/** What there is to say about it; null while it could not be sent. */
async function sent(press: Press): Promise<string | null> {
  try {
    const answer = await fetch(press.action, { method: "POST", body: new URLSearchParams(press.fields), credentials: "same-origin" });
    if (answer.status >= 500 || answer.url.includes("/accounts/")) return null;
    if (answer.ok) return word("sent");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector('[role="alert"]')?.textContent?.trim().replace(/\s+/g, " ") || word("refused");
  } catch {
    return null;
  }
}

function kept(): Press[] {
  return JSON.parse(localStorage.getItem(KEPT) ?? "[]") as Press[];
}

function keep(presses: Press[]): void {
  localStorage.setItem(KEPT, JSON.stringify(presses));
}
