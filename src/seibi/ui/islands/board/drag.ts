/** Dragging with a mouse or a finger, and moving with the keys. Both end in the same move. */
import { announce } from "../page/dom";
import type { Board, Card } from "./model";
import type { Moves } from "./moves";
import type { View } from "./view";
import { make, type Words } from "./words";

const THRESHOLD = 5;
const LONG_PRESS_MS = 350;
const CELL = 60_000;

interface Held {
  card: Card;
  row: string | null;
  start: number;
  toRow: string;
  length: number;
}

export class Drag {
  private held: Held | null = null;
  private ghost: HTMLElement | null = null;
  private keys = false;
  private grabbed = 0;
  private justDropped = false;

  constructor(
    private readonly root: HTMLElement,
    private readonly board: Board,
    private readonly view: View,
    private readonly moves: Moves,
    private readonly words: Words,
  ) {
    root.addEventListener("pointerdown", (event) => this.press(event));
    root.addEventListener("keydown", (event) => this.key(event));
    root.addEventListener("click", (event) => this.click(event), { capture: true });
  }

  get active(): boolean {
    return this.held !== null;
  }

  private click(event: Event): void {
    if (!this.justDropped) return;
    this.justDropped = false;
    event.stopPropagation();
    event.preventDefault();
  }

  private press(event: PointerEvent): void {
    const element = (event.target as Element).closest<HTMLElement>("[data-card]");
    const card = this.board.get(element?.dataset.card ?? "");
    if (!element || !card || event.button !== 0 || !this.moves.may(card)) return;
    const from = { x: event.clientX, y: event.clientY };
    const box = element.getBoundingClientRect();
    const grab = element.classList.contains("job") ? from.x - box.left : 0;
    const touch = event.pointerType !== "mouse";
    const stop = new AbortController();
    const begin = (at: PointerEvent): void => {
      this.lift(card, element.dataset.row ?? null);
      this.grabbed = grab;
      this.follow(at);
    };
    const timer = touch ? window.setTimeout(() => begin(event), LONG_PRESS_MS) : 0;
    const options = { signal: stop.signal };
    window.addEventListener("pointermove", (move) => {
      const far = Math.hypot(move.clientX - from.x, move.clientY - from.y) > THRESHOLD;
      if (this.held) this.follow(move);
      else if (far && touch) end();
      else if (far) begin(move);
    }, options);
    window.addEventListener("touchmove", (move) => this.held && move.preventDefault(), { ...options, passive: false });
    const end = (): void => {
      clearTimeout(timer);
      stop.abort();
    };
    window.addEventListener("pointerup", () => {
      end();
      if (this.held) this.drop();
    }, options);
    window.addEventListener("pointercancel", () => {
      end();
      this.cancel();
    }, options);
    window.addEventListener("keydown", (down) => {
      if (down.key !== "Escape" || !this.held) return;
      end();
      this.cancel();
    }, options);
  }

  /** The card stays where it is, pale; a shadow of it goes along. */
  private lift(card: Card, row: string | null): void {
    const start = card.start ? Date.parse(card.start) : this.view.layout.start;
    const length = card.start && card.end ? Date.parse(card.end) - start : 60 * CELL;
    this.held = { card, row, start, toRow: row ?? this.view.layout.rows[0]?.row.id ?? "", length };
    this.ghost = make("div", "job job-ghost", make("span", "job-lines", make("b", ""), make("span", "job-note", `${card.title} · ${card.words}`)));
    this.view.canvas.append(this.ghost);
    this.root.classList.add("is-dragging");
  }

  private follow(event: PointerEvent): void {
    if (!this.held) return;
    const { layout, canvas, measures, scroll } = { ...this.viewParts() };
    this.scrollAtEdge(event, scroll);
    const box = canvas.getBoundingClientRect();
    this.held.start = layout.momentAt(event.clientX - box.left - measures - this.grabbed);
    this.held.toRow = layout.rowAt(event.clientY - box.top)?.row.id ?? this.held.toRow;
    this.drawGhost();
  }

  private viewParts(): { layout: View["layout"]; canvas: HTMLElement; measures: number; scroll: HTMLElement } {
    return { layout: this.view.layout, canvas: this.view.canvas, measures: this.view.layout.measures.nameWidth, scroll: this.view.scroll };
  }

  private scrollAtEdge(event: PointerEvent, scroll: HTMLElement): void {
    const box = scroll.getBoundingClientRect();
    const near = 36;
    if (event.clientX > box.right - near) scroll.scrollLeft += 12;
    if (event.clientX < box.left + this.view.layout.measures.nameWidth + near) scroll.scrollLeft -= 12;
    if (event.clientY > box.bottom - near) scroll.scrollTop += 12;
    if (event.clientY < box.top + near + 32) scroll.scrollTop -= 12;
  }

  private drawGhost(): void {
    if (!this.held || !this.ghost) return;
    const { layout } = this.view;
    const row = layout.rows.find((placed) => placed.row.id === this.held?.toRow);
    const left = layout.measures.nameWidth + layout.x(this.held.start);
    this.ghost.style.transform = `translate(${left}px, ${row?.top ?? 0}px)`;
    this.ghost.style.width = `${layout.x(this.held.start + this.held.length) - layout.x(this.held.start) - 2}px`;
    const label = this.ghost.querySelector("b");
    if (label) label.textContent = this.words.time(new Date(this.held.start).toISOString());
  }

  private drop(): void {
    const held = this.held;
    this.cancel();
    if (!held) return;
    this.justDropped = !this.keys;
    setTimeout(() => (this.justDropped = false), 50);
    void this.moves.move(held.card, held.start, held.toRow, held.row);
  }

  private cancel(): void {
    this.held = null;
    this.keys = false;
    this.ghost?.remove();
    this.ghost = null;
    this.root.classList.remove("is-dragging");
  }

  /** M takes the card, arrows carry it, Enter puts it down, Escape lets it be. */
  private key(event: KeyboardEvent): void {
    const element = (event.target as Element).closest<HTMLElement>("[data-card]");
    if (!element) return;
    if (this.keys && this.carry(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.key.toLowerCase() === "m" && !event.ctrlKey && !event.metaKey) {
      const card = this.board.get(element.dataset.card ?? "");
      if (!card || !this.moves.may(card)) return announce(this.words.say("not_movable"));
      event.preventDefault();
      event.stopPropagation();
      this.lift(card, element.dataset.row ?? null);
      this.keys = true;
      this.drawGhost();
      announce(this.words.say("carrying", { title: card.title }));
    }
  }

  private carry(event: KeyboardEvent): boolean {
    if (!this.held) return false;
    const rows = this.view.layout.rows;
    const at = rows.findIndex((placed) => placed.row.id === this.held?.toRow);
    const cell = this.board.page.cell_minutes * CELL;
    if (event.key === "ArrowLeft") this.held.start -= cell;
    else if (event.key === "ArrowRight") this.held.start += cell;
    else if (event.key === "ArrowUp") this.held.toRow = rows[Math.max(0, at - 1)]?.row.id ?? this.held.toRow;
    else if (event.key === "ArrowDown") this.held.toRow = rows[Math.min(rows.length - 1, at + 1)]?.row.id ?? this.held.toRow;
    else if (event.key === "Enter") this.drop();
    else if (event.key === "Escape") this.cancel();
    else return false;
    this.drawGhost();
    const row = rows.find((placed) => placed.row.id === this.held?.toRow);
    if (this.held && row) {
      announce(this.words.say("would_be", { row: row.row.name, time: this.words.time(new Date(this.held.start).toISOString()) }));
    }
    return true;
  }
}
