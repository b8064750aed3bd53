/** Moves a card: shown at once, then as the server says. A refusal puts the truth back with a sentence. */
import { announce } from "../page/dom";
import { toast } from "../page/toasts";
import { type Board, type Card } from "./model";
import type { Net } from "./net";
import type { View } from "./view";
import type { Words } from "./words";

export class Moves {
  constructor(
    private readonly board: Board,
    private readonly view: View,
    private readonly net: Net,
    private readonly words: Words,
  ) {}

  may(card: Card | undefined): boolean {
    return Boolean(card?.movable && this.board.page.may_move);
  }

  /** To a start and, unless null, another row. `row` is a bay or a person. */
  async move(card: Card, start: number, row: string | null, fromRow: string | null, quiet = false): Promise<void> {
    const place = row && row !== fromRow ? row : null;
    if (!place && card.start && Date.parse(card.start) === start) return;
    const before = { start: card.start, row: fromRow, version: card.version };
    const shown = this.board.guess(this.guessed(card, start, place, fromRow));
    this.pending(card.id, true);
    const move = { job_id: card.job_id, step_no: card.step_no, start: new Date(start).toISOString(), row_id: place, version: card.version };
    const answer = await this.net.move(move, this.words.say("failed"));
    if (answer.ok) {
      this.board.put(answer.cards);
      const now = this.board.get(card.id);
      const sentence = this.words.say("moved", { title: card.title, time: this.words.time(now?.start ?? null) });
      if (!quiet && before.start && now) toast(sentence, () => void this.takeBack(now, before, place));
      else announce(sentence);
    } else {
      if (answer.cards?.length) this.board.put(answer.cards);
      else this.board.restore(shown);
      const free = answer.free.slice(0, 4).map((at) => this.words.time(at));
      const also = free.length ? ` ${this.words.say("free_at", { times: free.join(", ") })}` : "";
      toast([answer.sentence, ...answer.why.slice(0, 2)].join(" ") + also);
    }
    this.pending(card.id, false);
  }

  private async takeBack(card: Card, before: { start: string | null; row: string | null }, place: string | null): Promise<void> {
    await this.move(card, Date.parse(before.start ?? ""), place ? before.row : null, place, true);
  }

  private guessed(card: Card, start: number, place: string | null, fromRow: string | null): Card {
    const length = card.start && card.end ? Date.parse(card.end) - Date.parse(card.start) : 3_600_000;
    const fresh = { ...card, start: new Date(start).toISOString(), end: new Date(start + length).toISOString() };
    if (!place) return fresh;
    if (this.board.page.by !== "technician") return { ...fresh, bay_id: place };
    const people = card.technician_ids.filter((id) => id !== fromRow && id !== place);
    return { ...fresh, technician_ids: [...people, place] };
  }

  private pending(id: string, on: boolean): void {
    document.querySelectorAll(`[data-card="${CSS.escape(id)}"]`).forEach((card) => card.classList.toggle("is-pending", on));
    void this.view;
  }
}
