/** Keeps what `data-live` marks as it is now, without taking the focus or moving the page. */
import { connect } from "./live/connect";
import type { News } from "./live/line";
import { newKey } from "./page/dom";
import { clockTime, isAtHand, madeAt } from "./page/clock";

interface Idiomorph {
  morph(old: Element, fresh: string, options: object): void;
}
declare const Idiomorph: Idiomorph | undefined;
declare const htmx: { process(element: Element): void } | undefined;

const meta = document.querySelector<HTMLMetaElement>('meta[name="seibi-live"]');
const tab = newKey();
const stale = document.getElementById("stale");
let shown = "";

const connection = connect(meta?.dataset.worker ?? "", tab, hear);

/** Tells the line what this page shows, if that has changed. */
function want(): void {
  const topics = new Set<string>();
  document.querySelectorAll<HTMLElement>("[data-live]").forEach((element) => {
    for (const topic of topicsOf(element)) topics.add(topic);
  });
  const now = [...topics].sort();
  if (now.join(" ") === shown) return;
  shown = now.join(" ");
  connection.say({
    kind: "want",
    tab,
    topics: now,
    address: new URL(meta?.content ?? "/live/", location.href).href,
    language: meta?.dataset.language ?? "",
    link: document.querySelector<HTMLElement>("[data-live-link]")?.dataset.liveLink ?? meta?.dataset.link ?? "",
  });
}

function topicsOf(element: HTMLElement): string[] {
  return (element.dataset.live ?? "").split(/\s+/).filter(Boolean);
}

function hear(news: News): void {
  if (news.kind === "state") return showState(news.up && navigator.onLine, news.since);
  document.querySelectorAll<HTMLElement>("[data-live]").forEach((element) => {
    if (!topicsOf(element).includes(news.topic)) return;
    if (news.kind === "gone") {
      if (element.dataset.liveGone === "reload") location.reload();
      element.dispatchEvent(new CustomEvent("seibi:gone", { bubbles: true, detail: { topic: news.topic } }));
      return;
    }
    if (element.dataset.liveAs !== "event" && !/^\s*[[{]/.test(news.data)) show(element, news.data);
    const detail = { topic: news.topic, pos: news.pos, data: news.data };
    element.dispatchEvent(new CustomEvent("seibi:live", { bubbles: true, detail }));
  });
}

/** Changes only what differs; open details, typed text and the focus stay. */
function show(element: HTMLElement, html: string): void {
  const before = element.textContent;
  if (typeof Idiomorph === "undefined") element.innerHTML = html;
  else {
    Idiomorph.morph(element, html, {
      morphStyle: "innerHTML",
      ignoreActiveValue: true,
      restoreFocus: true,
      callbacks: {
        beforeAttributeUpdated: (name: string, node: Element) =>
          !(name === "open" && node.matches("details, dialog")) && !node.hasAttribute("data-live-keep"),
      },
    });
  }
  if (typeof htmx !== "undefined") htmx.process(element);
  if (before?.replace(/\s+/g, "") === element.textContent?.replace(/\s+/g, "")) return;
  element.classList.remove("just-changed");
  requestAnimationFrame(() => element.classList.add("just-changed"));
  setTimeout(() => element.classList.remove("just-changed"), 1_500);
}

function showState(up: boolean, since: number): void {
  document.documentElement.toggleAttribute("data-stale", !up);
  document.dispatchEvent(new CustomEvent("seibi:line", { detail: { up, since } }));
  if (!stale) return;
  const time = stale.querySelector<HTMLElement>("[data-stale-since]");
  if (time) time.textContent = clockTime(isAtHand ? madeAt : since, Intl.DateTimeFormat().resolvedOptions().timeZone);
  stale.hidden = up;
  if (up && isAtHand && !isBeingTyped()) location.reload();
}

function isBeingTyped(): boolean {
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("textarea, input:not([type=hidden])");
  return [...fields].some((field) => field.value !== field.defaultValue);
}

let planned = 0;
new MutationObserver(() => {
  cancelAnimationFrame(planned);
  planned = requestAnimationFrame(want);
}).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-live"] });

want();
setInterval(() => connection.say({ kind: "alive", tab }), 45_000);
window.addEventListener("pagehide", () => {
  connection.say({ kind: "leave", tab });
  shown = "";
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) want();
});
if (isAtHand || !navigator.onLine) showState(false, Date.now());
window.addEventListener("offline", () => showState(false, Date.now()));
window.addEventListener("online", () => showState(true, Date.now()));
