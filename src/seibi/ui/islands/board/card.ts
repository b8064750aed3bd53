/** One card: car · work · who, how far, how late, and what it waits for. */
import { type Placed } from "./layout";
import { type Card, lateMark, minutesLate, toneOf, WAITING_ICONS } from "./model";
import { icon, make, type Words } from "./words";

export function newCard(placed: Placed, words: Words): HTMLButtonElement {
  const button = make("button", "job");
  button.type = "button";
  button.tabIndex = -1;
  button.dataset.card = placed.card.id;
  button.dataset.row = placed.row;
  button.dataset.placed = placed.key;
  drawCard(button, placed.card, words);
  return button;
}

/** Writes what has changed; the element stays, so that it can move and keep the focus. */
export function drawCard(button: HTMLElement, card: Card, words: Words): void {
  const print = JSON.stringify(card);
  if (button.dataset.print === print) return;
  button.dataset.print = print;
  const tone = toneOf(card);
  button.className = `job job-${tone}${button.classList.contains("is-pending") ? " is-pending" : ""}`;
  button.title = spoken(card, words);
  const fill = make("span", "job-fill");
  fill.style.width = `${Math.round(Math.min(1, Math.max(0, card.progress)) * 100)}%`;
  const title = make("b", "job-title", card.title || card.plate);
  const note = make("span", "job-note", ...marks(card, words), make("span", "job-text", [card.words, card.technicians.join(", ")].filter(Boolean).join(" · ")));
  const seen = [fill, make("span", "job-lines", title, note)];
  for (const part of seen) part.setAttribute("aria-hidden", "true");
  button.replaceChildren(make("span", "sr-only", spoken(card, words)), ...seen);
}

/** What must be seen first comes first: late, waiting, who waits; then where the key and the car are. */
function marks(card: Card, words: Words): HTMLElement[] {
  const found: HTMLElement[] = [];
  const late = minutesLate(card);
  if (toneOf(card) === "done") found.push(make("span", "job-mark", icon(words, "check")));
  else if (late > 0) found.push(make("span", "job-mark job-late", lateMark(late)));
  if (card.waiting_for) {
    const mark = WAITING_ICONS[card.waiting_for] ?? "circle-pause";
    found.push(make("span", "job-mark job-waits", icon(words, mark), make("span", "job-word", card.waiting_word)));
  }
  if (card.customer_waits) found.push(make("span", "job-mark", icon(words, "coffee")));
  if (card.key_tag) found.push(make("span", "job-mark job-extra", icon(words, "key-round"), card.key_tag));
  if (card.place) found.push(make("span", "job-mark job-extra", icon(words, "square-parking"), card.place));
  return found;
}

/** The card as one sentence, for a title and for those who listen. */
export function spoken(card: Card, words: Words): string {
  const late = minutesLate(card);
  const parts = [
    card.title,
    card.plate,
    card.words,
    card.technicians.join(", "),
    card.start ? words.say("from_to", { from: words.time(card.start), to: words.time(card.end) }) : "",
    card.waiting_word ? words.say("waits_for", { what: card.waiting_word }) : card.state_word,
    late > 0 ? words.say("late", { minutes: late }) : "",
    card.promise_at ? words.say("promised", { time: words.time(card.promise_at) }) : "",
    card.customer_waits ? words.say("customer_waits") : "",
  ];
  return parts.filter(Boolean).join(" · ");
}
