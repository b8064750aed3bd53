/** Asks the server and says in one sentence how it ended. */
import { newKey, said } from "../page/dom";
import type { Card, Page } from "./model";

export interface Move {
  job_id: string;
  step_no: number;
  start: string;
  row_id: string | null;
  version: number;
}

export type MoveAnswer =
  | { ok: true; cards: Card[] }
  | { ok: false; sentence: string; cards: Card[] | null; why: string[]; free: string[]; code: string };

interface Problem {
  code?: string;
  detail?: string;
  message?: string;
  title?: string;
  cards?: Card[];
  why?: (string | { sentence: string })[];
  free?: string[];
}

export class Net {
  constructor(
    private readonly refreshUrl: string,
    private readonly moveUrl: string,
  ) {}

  async page(by: string): Promise<Page> {
    const url = new URL(this.refreshUrl, location.href);
    if (by) url.searchParams.set("by", by);
    const answer = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()) as Page;
  }

  async move(move: Move, failed: string): Promise<MoveAnswer> {
    try {
      const answer = await fetch(this.moveUrl, {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-CSRFToken": said("csrf-token"), "Idempotency-Key": newKey() },
        body: JSON.stringify(move),
      });
      const body: unknown = await answer.json();
      if (answer.ok) return { ok: true, cards: body as Card[] };
      return refusal(body as Problem, failed);
    } catch {
      return { ok: false, sentence: failed, cards: null, why: [], free: [], code: "no_line" };
    }
  }
}

function refusal(problem: Problem, failed: string): MoveAnswer {
  const why = (problem.why ?? []).map((reason) => (typeof reason === "string" ? reason : reason.sentence));
  const sentence = problem.detail ?? problem.message ?? problem.title ?? failed;
  return { ok: false, sentence, cards: problem.cards ?? null, why, free: problem.free ?? [], code: problem.code ?? "" };
}
