/** A double press is one request; a repeated one carries the same key; a busy button says so. */
import { newKey, said, word } from "./dom";
import { keepForLater } from "./later";
import { toast } from "./toasts";

const FORGET_MS = 10_000;
const keys = new WeakMap<Element, string>();

interface HtmxDetail {
  elt: HTMLElement;
  verb: string;
  headers: Record<string, string>;
  parameters: unknown;
  successful?: boolean;
  xhr?: XMLHttpRequest;
  requestConfig?: { verb: string };
}

export function startForms(): void {
  document.addEventListener("submit", onSubmit);
  document.addEventListener("change", (event) => {
    const field = (event.target as Element).closest<HTMLInputElement>("[data-autosubmit]");
    field?.form?.requestSubmit();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll<HTMLFormElement>("form[data-sent]").forEach(forget);
  });
  document.addEventListener("htmx:configRequest", onConfigure as EventListener);
  document.addEventListener("htmx:beforeRequest", onBefore as EventListener);
  document.addEventListener("htmx:afterRequest", onAfter as EventListener);
  document.addEventListener("htmx:sendError", () => toast(word("failed")));
}

/** Ordinary forms: the second press does nothing, the key goes along; without a line the page stays, and what may wait is kept. */
function onSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (form.method !== "post" || form.hasAttribute("hx-post") || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (!navigator.onLine || (mayWait(form) && document.documentElement.hasAttribute("data-stale"))) {
    event.preventDefault();
    if (!mayWait(form)) return toast(word("failed"));
    addKey(form);
    void keepForLater(form, event.submitter);
    return forget(form);
  }
  form.dataset.sent = "1";
  addKey(form);
  event.submitter?.setAttribute("aria-busy", "true");
  setTimeout(() => forget(form), FORGET_MS);
}

function mayWait(form: HTMLFormElement): boolean {
  return form.hasAttribute("data-later");
}

function addKey(form: HTMLFormElement): void {
  if (form.elements.namedItem("idempotency_key")) return;
  const key = document.createElement("input");
  key.type = "hidden";
  key.name = "idempotency_key";
  key.value = newKey();
  key.dataset.added = "1";
  form.append(key);
}

function forget(form: HTMLFormElement): void {
  delete form.dataset.sent;
  form.querySelectorAll("[data-added]").forEach((field) => field.remove());
  form.querySelectorAll('[aria-busy="true"]').forEach((button) => button.removeAttribute("aria-busy"));
}

/** Requests by htmx: the token, and one key until the request has succeeded. */
function onConfigure(event: CustomEvent<HtmxDetail>): void {
  const { elt, verb, headers } = event.detail;
  if (verb === "get") return;
  headers["X-CSRFToken"] = said("csrf-token");
  if (!headers["Idempotency-Key"]) {
    if (!keys.has(elt)) keys.set(elt, newKey());
    headers["Idempotency-Key"] = keys.get(elt) ?? "";
  }
}

function onBefore(event: CustomEvent<HtmxDetail>): void {
  const { elt, requestConfig } = event.detail;
  if (requestConfig?.verb === "get") return;
  if (elt.dataset.sent) {
    event.preventDefault();
    return;
  }
  elt.dataset.sent = "1";
  elt.setAttribute("aria-busy", "true");
}

function onAfter(event: CustomEvent<HtmxDetail>): void {
  const { elt, successful, xhr } = event.detail;
  delete elt.dataset.sent;
  elt.removeAttribute("aria-busy");
  if (successful || (xhr && xhr.status >= 400)) keys.delete(elt);
  if (xhr && xhr.status >= 500) toast(word("failed"));
}
