/** The one stream of news a browser keeps open, for as many tabs as there are. */

export type News =
  | { kind: "news"; topic: string; pos: number; data: string }
  | { kind: "gone"; topic: string }
  | { kind: "state"; up: boolean; since: number };

/** Everything told to a line by a tab. `language` is the tab's; the server renders in the cookie's. */
export type Wish =
  | { kind: "want"; tab: string; topics: string[]; address: string; language: string; link: string }
  | { kind: "alive"; tab: string }
  | { kind: "leave"; tab: string };

const SILENT_MS = 40_000;
const GRACE_MS = 2_500;
const FORGOTTEN_MS = 180_000;
const RETRY_MS = [1_000, 2_000, 5_000, 10_000, 20_000];

export class Line {
  private readonly tabs = new Map<string, { topics: string[]; link: string; seen: number }>();
  private readonly last = new Map<string, News & { kind: "news" }>();
  private source: EventSource | null = null;
  private opened = "";
  private address = "";
  private language = "";
  private heard = Date.now();
  private failures = 0;
  private up = true;
  private graceTimer = 0;
  private retryTimer = 0;
  private planned = 0;

  constructor(private readonly tell: (news: News, tab?: string) => void) {
    setInterval(() => this.look(), 10_000);
  }

  /** A tab says what it shows, that it is still there, or that it goes. */
  hear(wish: Wish): void {
    if (wish.kind === "leave") this.tabs.delete(wish.tab);
    if (wish.kind === "alive") {
      const tab = this.tabs.get(wish.tab);
      if (tab) tab.seen = Date.now();
      return;
    }
    if (wish.kind === "want") this.want(wish);
    clearTimeout(this.planned);
    this.planned = setTimeout(() => this.open(), 30) as unknown as number;
  }

  close(): void {
    this.source?.close();
    this.source = null;
    this.opened = "";
  }

  private want(wish: Wish & { kind: "want" }): void {
    if (wish.language !== this.language) {
      this.language = wish.language;
      this.last.clear();
      this.close();
    }
    this.address = wish.address;
    this.tabs.set(wish.tab, { topics: wish.topics, link: wish.link, seen: Date.now() });
    for (const topic of wish.topics) {
      const known = this.last.get(topic);
      if (known) this.tell(known, wish.tab);
    }
    if (!this.up) this.tell({ kind: "state", up: false, since: this.heard }, wish.tab);
  }

  private topics(): string[] {
    return [...new Set([...this.tabs.values()].flatMap((tab) => tab.topics))].sort();
  }

  /** Opens the stream again only when what is wanted has changed. */
  private open(): void {
    const topics = this.topics();
    if (!topics.length) {
      this.close();
      this.setUp(true);
      return;
    }
    const query = new URLSearchParams(topics.map((topic) => ["topic", topic]));
    for (const link of new Set([...this.tabs.values()].map((tab) => tab.link))) if (link) query.append("link", link);
    const url = `${this.address}?${query}`;
    if (url === this.opened && this.source && this.source.readyState !== EventSource.CLOSED) return;
    this.close();
    clearTimeout(this.retryTimer);
    this.opened = url;
    const source = new EventSource(url);
    this.source = source;
    this.heard = Date.now();
    source.onopen = () => this.alive();
    source.onmessage = (event) => this.message(event);
    source.addEventListener("ping", () => this.alive());
    source.addEventListener("reset", () => this.alive());
    source.addEventListener("gone", (event) => this.gone(event as MessageEvent<string>));
    source.onerror = () => this.lost(source);
  }

  private message(event: MessageEvent<string>): void {
    this.alive();
    const { topic, pos, data } = JSON.parse(event.data) as { topic: string; pos: number; data: string };
    const news = { kind: "news", topic, pos, data } as const;
    this.last.set(topic, news);
    this.tell(news);
  }

  private gone(event: MessageEvent<string>): void {
    const { topic } = JSON.parse(event.data) as { topic: string };
    this.last.delete(topic);
    this.tell({ kind: "gone", topic });
  }

  private alive(): void {
    this.heard = Date.now();
    this.failures = 0;
    clearTimeout(this.graceTimer);
    this.graceTimer = 0;
    this.setUp(true);
  }

  /** Shown only after a moment: a short break is repaired before anyone reads about it. */
  private lost(source: EventSource): void {
    if (source !== this.source) return;
    if (!this.graceTimer) {
      this.graceTimer = setTimeout(() => this.setUp(false), GRACE_MS) as unknown as number;
    }
    if (source.readyState !== EventSource.CLOSED) return;
    this.close();
    const wait = RETRY_MS[Math.min(this.failures++, RETRY_MS.length - 1)] ?? 20_000;
    this.retryTimer = setTimeout(() => this.open(), wait) as unknown as number;
  }

  private setUp(up: boolean): void {
    if (this.up === up) return;
    this.up = up;
    this.tell({ kind: "state", up, since: this.heard });
  }

  private look(): void {
    const now = Date.now();
    for (const [id, tab] of this.tabs) if (now - tab.seen > FORGOTTEN_MS) this.tabs.delete(id);
    if (this.source && now - this.heard > SILENT_MS) {
      this.setUp(false);
      this.close();
      this.open();
      this.heard = now - SILENT_MS;
    }
  }
}
