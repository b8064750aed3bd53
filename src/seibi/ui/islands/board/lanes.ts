/** Under the day: what waits and for what, what is ready, what nobody has yet. */
import { type Board, type Card, LANES, lateMark, minutesLate, toneOf } from "./model";
import { spoken } from "./card";
import { icon, make, type Words } from "./words";

const LANE_ICONS: Record<string, string> = { to_assign: "user-plus", waiting: "circle-pause", ready: "circle-check" };

export class Lanes {
  readonly element = make("div", "board-lanes");
  readonly summary = make("p", "board-summary");

  constructor(
    private readonly board: Board,
    private readonly words: Words,
  ) {}

  draw(): void {
    this.element.replaceChildren(...LANES.map((lane) => this.lane(lane)));
    this.drawSummary();
  }

  private lane(lane: string): HTMLElement {
    const seen = new Set<string>();
    const cards = this.board.inLane(lane).filter((card) => !seen.has(card.job_id) && seen.add(card.job_id));
    const title = make("h2", "board-lane-title", icon(this.words, LANE_ICONS[lane] ?? "circle"), this.words.say(lane));
    title.append(make("span", "count", String(cards.length)));
    const list = make("div", "board-lane-cards", ...cards.map((card) => this.chip(card, lane)));
    if (!cards.length) list.append(make("span", "board-lane-none", this.words.say("none")));
    const section = make("section", `board-lane board-lane-${lane}`, title, list);
    section.setAttribute("aria-label", this.words.say(lane));
    return section;
  }

  private chip(card: Card, lane: string): HTMLButtonElement {
    const chip = make("button", `chip job-${toneOf(card)}`, make("b", "", card.title || card.plate));
    chip.type = "button";
    chip.dataset.card = card.id;
    if (card.plate && card.title) chip.append(make("span", "chip-note", card.plate));
    if (lane === "waiting" && card.waiting_word) chip.append(make("span", "chip-word", card.waiting_word));
    if (lane !== "waiting") chip.append(make("span", "chip-note", card.words));
    if (card.key_tag) chip.append(make("span", "job-mark", icon(this.words, "key-round"), card.key_tag));
    if (card.customer_waits) chip.append(icon(this.words, "coffee"));
    if (minutesLate(card) > 0 && toneOf(card) !== "done") chip.append(make("span", "job-late", lateMark(minutesLate(card))));
    for (const part of chip.children) part.setAttribute("aria-hidden", "true");
    chip.title = spoken(card, this.words);
    chip.prepend(make("span", "sr-only", spoken(card, this.words)));
    return chip;
  }

  /** The day in one line, counted from the cards so that it is right between two pages. */
  private drawSummary(): void {
    const jobs = new Map<string, Card[]>();
    for (const card of this.board.all()) jobs.set(card.job_id, [...(jobs.get(card.job_id) ?? []), card]);
    const count = (test: (card: Card) => boolean): number => [...jobs.values()].filter((cards) => cards.some(test)).length;
    const parts: [string, number, string][] = [
      ["count_in_work", count((card) => card.state === "in_work"), "calm"],
      ["count_waiting", count((card) => card.state === "waiting"), "attention"],
      ["count_late", count((card) => minutesLate(card) > 0 && toneOf(card) !== "done"), "late"],
      ["count_ready", count((card) => card.state === "ready"), "done"],
    ];
    this.summary.replaceChildren(
      ...parts.map(([key, number, tone]) => {
        const part = make("span", `tone tone-${number ? tone : "calm"}`, this.words.say(key, { count: number }));
        return part;
      }),
    );
  }
}
