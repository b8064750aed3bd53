/**
 * A press without a line (`<form data-later>`, photos too) is kept here and sent, in order and with its own moment, when the line is back.
 * A device may change hands: whose press it was is kept with it, and nobody else's session sends it.
 */
import { get, update } from "idb-keyval";
import { tradeNow } from "./clock";
import { csrfToken, newKey, said, word } from "./dom";
import { forget, remember, remembered } from "./memory";
import { toast } from "./toasts";

type Press = { id: string; who: string; action: string; fields: [string, FormDataEntryValue][] };

const KEPT = "seibi-presses";
const SAID = "seibi-presses-said";
const AGAIN_MS = 30_000;

export function startSendingLater(): void {
  toast(remembered(SAID) ?? "");
  forget(SAID);
  window.addEventListener("online", () => void send());
  document.addEventListener("seibi:line", () => void send());
  setInterval(() => void send(), AGAIN_MS);
  void showKept();
  void send();
}

/** The form has its key already, so that nothing can happen twice. One that may be sent more often is empty again. */
export async function keepForLater(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const who = said("who");
  const added: [string, string][] = [["pressed_at", new Date(tradeNow()).toISOString()], ["pressed_by", who]];
  const fields = [...new FormData(form, submitter), ...added];
  try {
    await update<Press[]>(KEPT, (before = []) => [...before, { id: newKey(), who, action: form.action, fields }]);
  } catch {
    return toast(word("failed")); // no room left on the device: it stays on the page
  }
  if (form.dataset.later === "more") form.reset();
  else submitter?.toggleAttribute("disabled", true);
  toast(word("later"));
  void showKept();
}

/** Oldest first; a refusal is said and goes, a line that is still cut keeps the rest. One tab at a time. */
async function send(): Promise<void> {
  if (!navigator.onLine) return;
  const answers: string[] = [];
  await oneAtATime(async () => {
    for (let press = (await mine())[0]; press; press = (await mine())[0]) {
      const answer = await sent(press);
      if (answer === null) break;
      answers.push(answer);
      const { id } = press;
      await update<Press[]>(KEPT, (before = []) => before.filter((one) => one.id !== id));
    }
  });
  if (!answers.length) return;
  remember(SAID, [...new Set(answers)].join(" "));
  location.reload();
}

/** What there is to say about it; null while it could not be sent, or somebody else is signed in, or nobody. */
async function sent(press: Press): Promise<string | null> {
  const body = new FormData();
  for (const [name, value] of press.fields) body.append(name, value);
  body.set("csrfmiddlewaretoken", csrfToken()); // of today's session
  try {
    const answer = await fetch(press.action, { method: "POST", body, credentials: "same-origin" });
    if (answer.status >= 500) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.querySelector<HTMLMetaElement>('meta[name="who"]')?.content !== press.who) return null;
    if (answer.ok) return word("sent");
    return page.querySelector('[role="alert"]')?.textContent?.trim().replace(/\s+/g, " ") || word("refused");
  } catch {
    return null;
  }
}

/** A page that is shown again without a line still knows what was pressed on it. */
async function showKept(): Promise<void> {
  const presses = await mine();
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-later]:not([data-later=more])")) {
    const value = (name: string): string => form.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value ?? "";
    const waits = presses.some(({ action, fields }) => action === form.action && fields.every(([name, kept]) => !IDENTIFIES.has(name) || value(name) === kept));
    if (waits) form.querySelectorAll("button").forEach((button) => button.toggleAttribute("disabled", true));
  }
  const line = document.querySelector<HTMLElement>("[data-waiting]");
  const count = line?.querySelector("[data-waiting-count]");
  if (line && count) {
    count.textContent = String(presses.length);
    line.hidden = !presses.length;
  }
}

const IDENTIFIES = new Set(["line", "step"]);

/** What whoever is signed in pressed, oldest first. */
async function mine(): Promise<Press[]> {
  try {
    return ((await get<Press[]>(KEPT)) ?? []).filter((press) => press.who === said("who"));
  } catch {
    return []; // a browser that keeps nothing
  }
}

async function oneAtATime(work: () => Promise<void>): Promise<void> {
  if ("locks" in navigator) await navigator.locks.request(KEPT, { ifAvailable: true }, async (free) => void (free && (await work())));
  else await work();
}
