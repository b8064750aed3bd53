/** The board: one day of one place, live. The page brings the data, the words and the addresses. */
import { Drag } from "./board/drag";
import { Lanes } from "./board/lanes";
import { Board, type LiveNews, type Page } from "./board/model";
import { Moves } from "./board/moves";
import { Net } from "./board/net";
import { Sheet } from "./board/sheet";
import { View } from "./board/view";
import { walk } from "./board/walk";
import { make, Words } from "./board/words";
import { toast } from "./page/toasts";

const DESK = { rowHeight: 36, nameWidth: 136, cellWidth: 36 };
const PHONE = { rowHeight: 44, nameWidth: 96, cellWidth: 36 };
const WALL = { rowHeight: 60, nameWidth: 220, cellWidth: 26 };
const TICK_MS = 5_000;
const REFRESH_MS = 5 * 60_000;

function start(root: HTMLElement): void {
  const source = document.getElementById(root.dataset.source ?? "board-data");
  const page = JSON.parse(source?.textContent ?? "null") as Page | null;
  if (!page) return;
  const wall = root.hasAttribute("data-wall");
  const words = new Words(document.getElementById(root.dataset.words ?? "board-words"), page.time_zone, iconsOf());
  const board = new Board(page);
  const measures = wall ? WALL : matchMedia("(max-width: 40rem)").matches ? PHONE : DESK;
  const view = new View(board, words, measures, wall ? 96 : 52);
  const lanes = new Lanes(board, words);
  const net = new Net(root.dataset.refresh ?? "", root.dataset.move ?? "");
  root.replaceChildren(make("div", "board-top", lanes.summary, ...(wall ? [] : [legend(words)])), view.scroll, lanes.element);
  root.classList.add("board");
  if (root.dataset.topic && !root.dataset.live) root.dataset.live = root.dataset.topic;
  const empty = make("p", "board-empty", words.say("nothing_planned"));

  const redraw = (): void => {
    view.draw();
    lanes.draw();
    if (board.page.rows.length === 0) empty.textContent = words.say("no_rows");
    if (board.all().length === 0 || board.page.rows.length === 0) view.scroll.append(empty);
    else empty.remove();
  };
  board.onChange(redraw);

  if (!wall) {
    const moves = new Moves(board, view, net, words);
    const sheet = new Sheet(board, moves, words, root.dataset.detail ?? "");
    new Drag(root, board, view, moves, words);
    root.addEventListener("click", (event) => {
      const element = (event.target as Element).closest<HTMLElement>("[data-card]");
      const card = board.get(element?.dataset.card ?? "");
      if (card) sheet.open(card, element?.dataset.row ?? board.rowsOf(card)[0] ?? null);
    });
    root.addEventListener("keydown", (event) => {
      if (!event.defaultPrevented) walk(view, event);
    });
    root.addEventListener("focusin", (event) => {
      const key = (event.target as HTMLElement).dataset?.placed;
      if (key) view.setCurrent(key);
    });
  }

  const refresh = async (by = board.page.by): Promise<void> => {
    try {
      board.replace(await net.page(by));
    } catch {
      toast(words.say("not_refreshed"));
    }
  };
  listen(root, board, refresh);
  switches(root, board, refresh);
  redraw();
  view.goToNow();
  setInterval(() => view.drawNow(), TICK_MS);
  setInterval(() => document.visibilityState === "visible" && void refresh(), REFRESH_MS);
}

/** News for this board: a short state of today, or "look again". A board of another day only looks again. */
function listen(root: HTMLElement, board: Board, refresh: () => Promise<void>): void {
  let asking = 0;
  const soon = (): void => {
    clearTimeout(asking);
    asking = window.setTimeout(() => void refresh(), 100 + Math.random() * 400);
  };
  root.addEventListener("seibi:live", (event) => {
    const news = JSON.parse((event as CustomEvent<{ data: string }>).detail.data) as LiveNews;
    const isToday = !news.now || dayAt(news.now, board.page.time_zone) === board.page.day;
    if (news.reload || !news.jobs || !isToday) soon();
    else if (board.follow(news) === "unknown") soon();
  });
  document.addEventListener("seibi:line", (event) => {
    const { up } = (event as CustomEvent<{ up: boolean }>).detail;
    if (up && root.classList.contains("is-stale")) soon();
    root.classList.toggle("is-stale", !up);
  });
}

/** The day at a place as 2026-11-22. */
function dayAt(at: string, zone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(new Date(at));
}

/** Links with data-board-by change what a row is without loading the page again. */
function switches(root: HTMLElement, board: Board, refresh: (by: string) => Promise<void>): void {
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("[data-board-by]");
    if (!link || event.ctrlKey || event.metaKey || root.dataset.refresh === undefined) return;
    event.preventDefault();
    const by = link.dataset.boardBy ?? "bay";
    if (by === board.page.by) return;
    document.querySelectorAll("[data-board-by]").forEach((other) => {
      if (other === link) other.setAttribute("aria-current", "true");
      else other.removeAttribute("aria-current");
    });
    if (link.href) history.replaceState(null, "", link.href);
    void refresh(by);
  });
}

function iconsOf(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="seibi-icons"]')?.content ?? "";
}

function legend(words: Words): HTMLElement {
  return make("p", "board-hint", words.say("hint"));
}

document.querySelectorAll<HTMLElement>('[data-island="board"]').forEach(start);
