/** What the server says about one day, and the few questions the screen asks of it. */

export interface Span {
  start: string;
  end: string;
  word: string;
}

export interface Row {
  id: string;
  kind: string;
  name: string;
  detail: string;
  open: Span[];
  blocked: Span[];
}

export interface Card {
  id: string;
  job_id: string;
  step_no: number;
  steps: number;
  subject: string;
  version: number;
  title: string;
  plate: string;
  words: string;
  state: string;
  state_word: string;
  step_state: string;
  waiting_for: string | null;
  waiting_word: string;
  lane: string | null;
  bay_id: string | null;
  technician_ids: string[];
  technicians: string[];
  start: string | null;
  end: string | null;
  planned_arrival: string | null;
  first_promise_at: string | null;
  promise_at: string | null;
  forecast_at: string | null;
  progress: number;
  late_against_plan: number;
  late_against_promise: number;
  customer_waits: boolean;
  key_tag: string;
  place: string;
  ticket: string;
  movable: boolean;
}

export interface Counts {
  planned: number;
  in_work: number;
  waiting: number;
  ready: number;
  done: number;
  late: number;
  to_assign: number;
  waiting_for: [string, string, number][];
}

export interface Page {
  site_id: string;
  site_name: string;
  node: string;
  time_zone: string;
  day: string;
  now: string;
  opens: string;
  closes: string;
  cell_minutes: number;
  by: string;
  rows: Row[];
  cards: Card[];
  lanes: Record<string, string[]>;
  counts: Counts;
  may_move: boolean;
}

/** A live message: the state of today in short, with the cards that changed last. Or simply "look again". */
export interface LiveNews {
  reload?: boolean;
  now?: string;
  jobs?: Record<string, [version: number, againstPlan: number, againstPromise: number, percent: number]>;
  cards?: Card[];
}

export const LANES = ["to_assign", "waiting", "ready"] as const;

export class Board {
  page: Page;
  private readonly cards = new Map<string, Card>();
  private readonly listeners: (() => void)[] = [];

  constructor(page: Page) {
    this.page = page;
    this.take(page.cards);
  }

  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  all(): Card[] {
    return [...this.cards.values()];
  }

  get(id: string): Card | undefined {
    return this.cards.get(id);
  }

  ofJob(jobId: string): Card[] {
    return this.all()
      .filter((card) => card.job_id === jobId)
      .sort((a, b) => a.step_no - b.step_no);
  }

  /** The rows a card lies on: its bay, or each of its people. */
  rowsOf(card: Card): string[] {
    if (this.page.by === "technician") return card.technician_ids;
    return card.bay_id ? [card.bay_id] : [];
  }

  inLane(lane: string): Card[] {
    return this.all().filter((card) => card.lane === lane);
  }

  replace(page: Page): void {
    this.page = page;
    this.cards.clear();
    this.take(page.cards);
    this.changed();
  }

  /** The fresh cards of some jobs; one that is older than what is shown changes nothing. */
  put(cards: Card[]): void {
    this.putQuietly(cards);
    this.changed();
  }

  /** Takes a short state of today in; says whether the screen knows too little and must ask again. */
  follow(news: LiveNews): "known" | "unknown" {
    const jobs = news.jobs ?? {};
    const here = new Set(this.all().map((card) => short(card.job_id)));
    this.putQuietly((news.cards ?? []).filter((card) => short(card.job_id) in jobs || here.has(short(card.job_id))));
    let answer: "known" | "unknown" = "known";
    for (const [job, [version, againstPlan, againstPromise, percent]] of Object.entries(jobs)) {
      const cards = this.all().filter((card) => short(card.job_id) === job);
      if (!cards.length || cards.some((card) => card.version < version)) answer = "unknown";
      for (const card of cards) this.tick(card, againstPlan, againstPromise, cards.length === 1 ? percent / 100 : card.progress);
    }
    for (const card of this.all()) if (!(short(card.job_id) in jobs)) this.cards.delete(card.id);
    this.changed();
    return answer;
  }

  private tick(card: Card, againstPlan: number, againstPromise: number, progress: number): void {
    this.cards.set(card.id, { ...card, late_against_plan: againstPlan, late_against_promise: againstPromise, progress });
  }

  private putQuietly(cards: Card[]): void {
    for (const jobId of new Set(cards.map((card) => card.job_id))) {
      const shown = Math.max(-1, ...this.ofJob(jobId).map((card) => card.version));
      const fresh = cards.filter((card) => card.job_id === jobId);
      if (Math.max(...fresh.map((card) => card.version)) < shown) continue;
      this.drop(jobId);
      this.take(fresh);
    }
  }

  /** Shown before the server has agreed; `put` or `restore` says how it ended. */
  guess(card: Card): Card[] {
    const before = this.ofJob(card.job_id);
    this.cards.set(card.id, card);
    this.changed();
    return before;
  }

  restore(cards: Card[]): void {
    for (const card of cards) this.cards.set(card.id, card);
    this.changed();
  }

  private take(cards: Card[]): void {
    for (const card of cards) this.cards.set(card.id, card);
  }

  private drop(jobId: string): void {
    for (const card of this.ofJob(jobId)) this.cards.delete(card.id);
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}

/** How a live message names a job: the end of its id. */
function short(jobId: string): string {
  return jobId.replaceAll("-", "").slice(-12);
}

export type Tone = "calm" | "attention" | "late" | "done" | "work";

/** One state per card, the one that needs somebody first. */
export function toneOf(card: Card): Tone {
  if (card.state === "ready" || card.state === "done" || card.step_state === "done") return "done";
  if (card.waiting_for || card.state === "waiting") return "attention";
  if (card.late_against_promise > 0 || card.late_against_plan > 0) return "late";
  if (card.step_state === "in_work" || card.state === "in_work") return "work";
  return "calm";
}

export function minutesLate(card: Card): number {
  return Math.max(card.late_against_promise, card.late_against_plan, 0);
}

/** +12′, and hours when minutes say nothing any more. */
export function lateMark(minutes: number): string {
  return minutes < 100 ? `+${minutes}′` : `+${Math.round(minutes / 60)} h`;
}

export const WAITING_ICONS: Record<string, string> = {
  approval: "phone",
  part: "package",
  skill: "user-round",
  lift: "arrow-up",
  check: "clipboard-check",
  wash: "droplets",
  pick_up: "hand",
  sublet: "truck",
  key: "key-round",
  diagnosis: "search",
  arrival: "car-front",
};
