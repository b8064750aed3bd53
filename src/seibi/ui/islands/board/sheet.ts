/** Details of one car beside the day, with a way to move it for those who do not drag. */
import { spoken } from "./card";
import { type Board, type Card, minutesLate, toneOf } from "./model";
import type { Moves } from "./moves";
import { icon, make, type Words } from "./words";

const MINUTE = 60_000;
const TONES: Record<string, string> = { work: "brand" };

export class Sheet {
  private readonly dialog = make("dialog", "sheet");
  private readonly title = make("h2");
  private readonly body = make("div", "sheet-body flow");
  private shown = "";
  private row: string | null = null;

  constructor(
    private readonly board: Board,
    private readonly moves: Moves,
    private readonly words: Words,
    private readonly detailUrl: string,
  ) {
    const close = make("button", "press", icon(words, "x"));
    close.type = "button";
    close.dataset.closes = "";
    close.setAttribute("aria-label", words.say("close"));
    this.title.id = "board-sheet-title";
    this.dialog.setAttribute("aria-labelledby", this.title.id);
    this.dialog.append(make("div", "sheet-head", this.title, close), this.body);
    this.dialog.addEventListener("close", () => (this.shown = ""));
    document.body.append(this.dialog);
    board.onChange(() => this.refresh());
  }

  open(card: Card, row: string | null): void {
    this.shown = card.id;
    this.row = row;
    this.draw(card);
    if (!this.dialog.open) this.dialog.showModal();
  }

  /** News about the car that is shown; not while somebody is choosing. */
  private refresh(): void {
    const card = this.board.get(this.shown);
    if (!this.shown) return;
    if (!card) this.dialog.close();
    else if (!this.body.querySelector("form")?.contains(document.activeElement)) this.draw(card);
  }

  private draw(card: Card): void {
    this.title.replaceChildren(card.title || card.plate);
    const parts: HTMLElement[] = [this.state(card), this.facts(card), this.steps(card)];
    if (this.moves.may(card)) parts.push(this.mover(card));
    if (this.detailUrl) {
      const link = make("a", "btn btn-plain", this.words.say("open_job"), icon(this.words, "arrow-right"));
      link.href = this.detailUrl.replace("{subject}", encodeURIComponent(card.subject)).replace("{id}", card.subject.split(":")[1] ?? "");
      parts.push(link);
    }
    this.body.replaceChildren(...parts);
  }

  private state(card: Card): HTMLElement {
    const late = minutesLate(card);
    const line = make("p", "flex flex-wrap gap-2");
    const tone = toneOf(card);
    line.append(this.badge(TONES[tone] ?? tone, card.waiting_word ? "circle-pause" : "circle-dot", card.waiting_word ? this.words.say("waits_for", { what: card.waiting_word }) : card.state_word));
    if (late > 0 && tone !== "done") line.append(this.badge("late", "clock-alert", this.words.say("late", { minutes: late })));
    if (card.customer_waits) line.append(this.badge("calm", "coffee", this.words.say("customer_waits")));
    return line;
  }

  private badge(tone: string, name: string, word: string): HTMLElement {
    return make("span", `tone tone-${tone}`, icon(this.words, name), word);
  }

  private facts(card: Card): HTMLElement {
    const list = make("dl", "facts");
    const rows: [string, string][] = [
      ["plate", card.plate],
      ["planned_arrival", card.planned_arrival ? this.words.time(card.planned_arrival) : ""],
      ["forecast", card.forecast_at ? this.words.time(card.forecast_at) : ""],
      ["promise", this.promise(card)],
      ["key", card.key_tag],
      ["place", card.place],
      ["ticket", card.ticket],
    ];
    for (const [name, value] of rows) {
      if (value) list.append(make("dt", "", this.words.say(name)), make("dd", "", value));
    }
    return list;
  }

  private promise(card: Card): string {
    if (!card.promise_at) return "";
    const now = this.words.time(card.promise_at);
    const first = this.words.time(card.first_promise_at);
    return card.first_promise_at && first !== now ? this.words.say("promise_changed", { time: now, first }) : now;
  }

  private steps(card: Card): HTMLElement {
    const list = make("ol", "board-steps");
    for (const step of this.board.ofJob(card.job_id)) {
      const item = make("li", step.id === card.id ? "is-this" : "", make("b", "", step.words));
      const who = [this.rowName(step.bay_id), step.technicians.join(", ")].filter(Boolean).join(" · ");
      const when = step.start ? this.words.say("from_to", { from: this.words.time(step.start), to: this.words.time(step.end) }) : this.words.say("not_planned");
      item.append(make("span", "line-note", [when, who].filter(Boolean).join(" · ")));
      const bar = make("progress", "bar");
      bar.max = 1;
      bar.value = step.progress;
      bar.setAttribute("aria-label", spoken(step, this.words));
      item.append(bar);
      list.append(item);
    }
    return list;
  }

  private rowName(id: string | null): string {
    return this.board.page.rows.find((row) => row.id === id)?.name ?? "";
  }

  /** The same move as a drag, as a small form. */
  private mover(card: Card): HTMLElement {
    const start = this.choice("board-start", "start", this.starts(card));
    const row = this.choice("board-row", this.board.page.by === "technician" ? "technician" : "bay", this.board.page.rows.map((r) => [r.id, r.name]));
    start.value = card.start ? String(Date.parse(card.start)) : "";
    row.value = this.row ?? "";
    const button = make("button", "btn btn-primary", this.words.say("move"));
    const form = make("form", "board-mover", this.field("start", start), this.field(this.board.page.by === "technician" ? "technician" : "bay", row), button);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!start.value) return;
      this.dialog.close();
      void this.moves.move(card, Number(start.value), row.value || null, this.row);
    });
    return form;
  }

  private starts(card: Card): [string, string][] {
    const { opens, closes, cell_minutes: cell } = this.board.page;
    const found: [string, string][] = [];
    const own = card.start ? Date.parse(card.start) : NaN;
    for (let at = Date.parse(opens); at < Date.parse(closes); at += cell * MINUTE) {
      found.push([String(at), this.words.time(new Date(at).toISOString())]);
    }
    if (card.start && !found.some(([value]) => Number(value) === own)) found.unshift([String(own), this.words.time(card.start)]);
    return found;
  }

  private choice(id: string, _name: string, options: [string, string][]): HTMLSelectElement {
    const select = make("select");
    select.id = id;
    select.append(...options.map(([value, text]) => new Option(text, value)));
    return select;
  }

  private field(name: string, input: HTMLSelectElement): HTMLElement {
    const label = make("label", "", this.words.say(name));
    label.htmlFor = input.id;
    return make("div", "field", label, input);
  }
}
