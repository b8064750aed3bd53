/** Draws the day: rows that are in sight, cards, the line of now, promises. */
import { tradeNow } from "../page/clock";
import { drawCard, newCard } from "./card";
import { Layout, type Measures } from "./layout";
import { type Board, toneOf } from "./model";
import { icon, make, type Words } from "./words";

const MARGIN = 300;
const HOUR = 3_600_000;

export class View {
  layout!: Layout;
  readonly scroll = make("div", "board-scroll");
  readonly canvas = make("div", "board-canvas");
  private readonly head = make("div", "board-head");
  private readonly hours = make("div", "board-hours");
  private readonly rowLayer = make("div", "board-rows");
  private readonly cardLayer = make("div", "board-cards");
  private readonly nowLine = make("div", "board-now");
  private readonly nowLabel = make("div", "board-now-label");
  private readonly rows = new Map<string, HTMLElement>();
  private readonly cards = new Map<string, HTMLButtonElement>();
  private planned = 0;
  private measures: Measures;
  private current = "";

  constructor(
    private readonly board: Board,
    private readonly words: Words,
    private readonly wanted: Measures,
    private readonly tallest: number,
  ) {
    this.measures = wanted;
    this.scroll.tabIndex = 0;
    this.scroll.setAttribute("role", "region");
    this.scroll.setAttribute("aria-label", words.say("board"));
    this.head.append(make("div", "board-corner"), this.hours);
    this.hours.append(this.nowLabel);
    this.canvas.append(this.rowLayer, this.cardLayer, this.nowLine);
    this.scroll.append(this.head, this.canvas);
    this.scroll.addEventListener("scroll", () => this.plan(), { passive: true });
    new ResizeObserver(() => this.draw()).observe(this.scroll);
  }

  /** Everything again: after news, a move, or another width. */
  draw(): void {
    this.measures = { ...this.wanted, rowHeight: this.rowHeight() };
    this.layout = new Layout(this.board, this.measures, this.scroll.clientWidth);
    const { canvas, layout } = this;
    canvas.style.width = `${this.measures.nameWidth + layout.width}px`;
    canvas.style.height = `${layout.height}px`;
    this.head.style.width = canvas.style.width;
    this.scroll.style.setProperty("--name", `${this.measures.nameWidth}px`);
    this.scroll.style.setProperty("--row", `${this.measures.rowHeight}px`);
    this.scroll.style.setProperty("--hour", `${layout.perMinute * 60}px`);
    this.scroll.style.setProperty("--cell", `${layout.perMinute * this.board.page.cell_minutes}px`);
    this.drawHours();
    this.rows.forEach((row) => row.remove());
    this.rows.clear();
    this.drawVisible();
    this.drawNow();
  }

  /** A short day uses the room there is; a long one keeps its rows small. */
  private rowHeight(): number {
    const room = window.innerHeight - this.scroll.getBoundingClientRect().top - window.scrollY - 190;
    const fair = Math.floor(room / Math.max(this.board.page.rows.length, 1));
    return Math.min(Math.max(this.wanted.rowHeight, fair), this.tallest);
  }

  /** The line of now, in trade time. */
  drawNow(): void {
    const now = tradeNow();
    const inside = now >= this.layout.start && now <= this.layout.end;
    this.nowLine.hidden = this.nowLabel.hidden = !inside;
    const x = this.layout.x(now);
    this.nowLine.style.transform = `translateX(${this.measures.nameWidth + x}px)`;
    this.nowLabel.style.transform = `translateX(calc(${x}px - 50%))`;
    this.nowLabel.textContent = this.words.time(new Date(now).toISOString());
  }

  /** So that now stands a quarter from the left. */
  goToNow(): void {
    const room = this.scroll.clientWidth - this.measures.nameWidth;
    this.scroll.scrollLeft = this.layout.x(tradeNow()) - room / 4;
  }

  element(key: string): HTMLButtonElement | undefined {
    return this.cards.get(key);
  }

  /** Brings a card into sight and the focus to it. */
  focus(key: string): void {
    const placed = this.layout.cards.find((card) => card.key === key);
    if (!placed) return;
    const { scroll, measures } = this;
    if (placed.top < scroll.scrollTop) scroll.scrollTop = placed.top;
    const bottom = placed.top + measures.rowHeight + 40;
    if (bottom > scroll.scrollTop + scroll.clientHeight) scroll.scrollTop = bottom - scroll.clientHeight;
    this.drawVisible();
    this.setCurrent(key);
    this.cards.get(key)?.focus({ preventScroll: false });
  }

  setCurrent(key: string): void {
    const before = this.cards.get(this.current);
    if (before) before.tabIndex = -1;
    this.current = key;
    const now = this.cards.get(key);
    if (now) now.tabIndex = 0;
  }

  private plan(): void {
    cancelAnimationFrame(this.planned);
    this.planned = requestAnimationFrame(() => this.drawVisible());
  }

  private drawHours(): void {
    this.hours.querySelectorAll(".board-hour").forEach((hour) => hour.remove());
    for (let at = this.layout.start; at < this.layout.end; at += HOUR) {
      const label = make("div", "board-hour", this.words.time(new Date(at).toISOString()));
      label.style.left = `${this.layout.x(at)}px`;
      this.hours.append(label);
    }
  }

  private drawVisible(): void {
    const top = this.scroll.scrollTop - MARGIN;
    const bottom = this.scroll.scrollTop + this.scroll.clientHeight + MARGIN;
    const seen = (y: number, height: number): boolean => y + height > top && y < bottom;
    this.drawRows(seen);
    const placed = this.layout.cards.filter((card) => seen(card.top, this.measures.rowHeight));
    const wanted = new Set(placed.map((card) => card.key));
    for (const [key, element] of this.cards) {
      if (wanted.has(key)) continue;
      element.remove();
      this.cards.delete(key);
    }
    for (const card of placed) {
      let element = this.cards.get(card.key);
      if (!element) {
        element = newCard(card, this.words);
        this.cards.set(card.key, element);
        this.cardLayer.append(element);
      }
      drawCard(element, card.card, this.words);
      element.style.transform = `translate(${card.left}px, ${card.top}px)`;
      element.style.width = `${card.width - 2}px`;
      element.classList.toggle("is-short", card.width < 170);
      element.classList.toggle("is-narrow", card.width < 120);
    }
    const first = this.layout.cards[0];
    if (!this.cards.has(this.current) && first) this.setCurrent(placed[0]?.key ?? first.key);
  }

  private drawRows(seen: (y: number, height: number) => boolean): void {
    for (const placed of this.layout.rows) {
      const { row, top, height } = placed;
      const shown = this.rows.get(row.id);
      if (!seen(top, height)) {
        shown?.remove();
        this.rows.delete(row.id);
        continue;
      }
      if (shown) continue;
      const name = make("div", "board-name", make("span", "board-name-text", row.name));
      if (row.detail) name.append(make("span", "board-name-detail", row.detail));
      const element = make("div", "board-row", name);
      element.setAttribute("role", "group");
      element.setAttribute("aria-label", `${row.name}: ${this.words.say("cards", { count: placed.cards })}`);
      element.style.top = `${top}px`;
      element.style.height = `${height}px`;
      for (const span of row.open) element.append(this.span(span, "board-open"));
      for (const span of row.blocked) element.append(this.span(span, "board-blocked"));
      for (const flag of this.promises(row.id)) element.append(flag);
      this.rows.set(row.id, element);
      this.rowLayer.append(element);
    }
  }

  private span(span: { start: string; end: string; word: string }, className: string): HTMLElement {
    const from = Math.max(this.layout.x(span.start), 0);
    const to = Math.min(this.layout.x(span.end), this.layout.width);
    const element = make("div", className, span.word);
    element.style.left = `${this.measures.nameWidth + from}px`;
    element.style.width = `${Math.max(to - from, 0)}px`;
    if (to - from < 44) element.textContent = "";
    element.title = span.word;
    if (className === "board-open") {
      const cell = this.layout.perMinute * 60;
      element.style.backgroundPositionX = `${-(from % cell)}px`;
    }
    return element;
  }

  /** A small flag where a car of this row was promised. */
  private promises(row: string): HTMLElement[] {
    const last = new Map<string, { at: string; late: boolean; top: number }>();
    for (const placed of this.layout.cards) {
      const { card } = placed;
      if (placed.row !== row || !card.promise_at || card.step_no !== card.steps || toneOf(card) === "done") continue;
      last.set(card.job_id, { at: card.promise_at, late: card.late_against_promise > 0, top: placed.top });
    }
    const rowTop = this.layout.rows.find((placed) => placed.row.id === row)?.top ?? 0;
    return [...last.values()].map(({ at, late, top }) => {
      const flag = make("div", `board-promise${late ? " is-late" : ""}`, icon(this.words, "flag"));
      flag.title = this.words.say("promised", { time: this.words.time(at) });
      flag.style.left = `${this.measures.nameWidth + this.layout.x(at)}px`;
      flag.style.top = `${top - rowTop}px`;
      return flag;
    });
  }
}
