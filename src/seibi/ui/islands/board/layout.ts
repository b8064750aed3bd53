/** Where everything lies: minutes to pixels, rows to heights, cards that overlap one under the other. */
import { type Board, type Card, type Row } from "./model";

export interface Placed {
  key: string;
  card: Card;
  row: string;
  left: number;
  width: number;
  top: number;
}

export interface PlacedRow {
  row: Row;
  top: number;
  height: number;
  cards: number;
}

export interface Measures {
  rowHeight: number;
  nameWidth: number;
  cellWidth: number;
}

const MINUTE = 60_000;

export class Layout {
  readonly start: number;
  readonly end: number;
  readonly perMinute: number;
  readonly rows: PlacedRow[] = [];
  readonly cards: Placed[] = [];
  readonly height: number;

  constructor(
    private readonly board: Board,
    readonly measures: Measures,
    available: number,
  ) {
    const times = board.all().flatMap((card) => [card.start, card.end, card.promise_at]);
    const shown = times.filter((at): at is string => at !== null && at.slice(0, 10) >= board.page.opens.slice(0, 10));
    const within = shown.map((at) => Date.parse(at)).filter((at) => Math.abs(at - Date.parse(board.page.opens)) < 24 * 60 * MINUTE);
    this.start = floor(Math.min(Date.parse(board.page.opens), ...within), 60);
    this.end = ceil(Math.max(Date.parse(board.page.closes), ...within), 60);
    const minutes = (this.end - this.start) / MINUTE;
    const smallest = measures.cellWidth / board.page.cell_minutes;
    this.perMinute = Math.max(smallest, (available - measures.nameWidth - 1) / minutes);
    this.height = this.place();
  }

  get width(): number {
    return this.x(this.end);
  }

  x(at: number | string): number {
    const ms = typeof at === "string" ? Date.parse(at) : at;
    return ((ms - this.start) / MINUTE) * this.perMinute;
  }

  /** The moment at a distance from the left, on the grid of cells. */
  momentAt(x: number): number {
    const cell = this.board.page.cell_minutes * MINUTE;
    return this.start + Math.round(((x / this.perMinute) * MINUTE) / cell) * cell;
  }

  rowAt(y: number): PlacedRow | undefined {
    return this.rows.find((row) => y >= row.top && y < row.top + row.height);
  }

  private place(): number {
    const byRow = new Map<string, Card[]>();
    for (const card of this.board.all()) {
      if (!card.start || !card.end) continue;
      for (const row of this.board.rowsOf(card)) {
        const there = byRow.get(row);
        if (there) there.push(card);
        else byRow.set(row, [card]);
      }
    }
    let top = 0;
    for (const row of this.board.page.rows) {
      const tracks = this.placeRow(row.id, byRow.get(row.id) ?? [], top);
      const height = this.measures.rowHeight * tracks;
      this.rows.push({ row, top, height, cards: byRow.get(row.id)?.length ?? 0 });
      top += height;
    }
    return top;
  }

  private placeRow(row: string, cards: Card[], top: number): number {
    const ends: number[] = [];
    cards.sort((a, b) => Date.parse(a.start ?? "") - Date.parse(b.start ?? ""));
    for (const card of cards) {
      const start = Date.parse(card.start ?? "");
      let track = ends.findIndex((end) => end <= start);
      if (track < 0) track = ends.length;
      ends[track] = Date.parse(card.end ?? "");
      const left = this.x(card.start ?? "");
      this.cards.push({
        key: `${card.id}@${row}`,
        card,
        row,
        left,
        width: Math.max(this.x(card.end ?? "") - left, 14),
        top: top + track * this.measures.rowHeight,
      });
    }
    return Math.max(1, ends.length);
  }
}

function floor(at: number, minutes: number): number {
  return Math.floor(at / (minutes * MINUTE)) * minutes * MINUTE;
}

function ceil(at: number, minutes: number): number {
  return Math.ceil(at / (minutes * MINUTE)) * minutes * MINUTE;
}
