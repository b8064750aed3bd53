/** How a tab reaches the line: a shared worker, or the tab that was elected to hold it. */
import { Line, type News, type Wish } from "./line";

export interface Connection {
  say(wish: Wish): void;
}

type Talk = { to: "line"; wish: Wish } | { to: "tabs"; news: News; tab?: string } | { to: "tabs"; again: true };

export function connect(worker: string, tab: string, hear: (news: News) => void): Connection {
  if (typeof SharedWorker === "function" && worker) {
    try {
      return throughWorker(worker, hear);
    } catch {
      // Some browsers announce shared workers and refuse them; the tabs then elect one of them.
    }
  }
  return throughTabs(tab, hear);
}

function throughWorker(worker: string, hear: (news: News) => void): Connection {
  const shared = new SharedWorker(worker, { type: "module", name: "seibi-live" });
  shared.port.onmessage = ({ data }: MessageEvent<News>) => hear(data);
  shared.port.start();
  return { say: (wish) => shared.port.postMessage(wish) };
}

/** One tab holds a lock and with it the line; when it goes the next tab gets both. */
function throughTabs(tab: string, hear: (news: News) => void): Connection {
  const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("seibi-live") : new Alone();
  let line: Line | null = null;
  let wanted: Wish | null = null;
  channel.onmessage = ({ data }: MessageEvent<Talk>) => {
    if (data.to === "line") line?.hear(data.wish);
    else if ("again" in data) say(wanted);
    else if (!data.tab || data.tab === tab) hear(data.news);
  };
  const say = (wish: Wish | null): void => {
    if (!wish) return;
    if (wish.kind === "want") wanted = wish;
    if (line) line.hear(wish);
    else channel.postMessage({ to: "line", wish } satisfies Talk);
  };
  const lead = (): void => {
    line = new Line((news, only) => {
      if (!only || only === tab) hear(news);
      if (only !== tab) channel.postMessage({ to: "tabs", news, ...(only ? { tab: only } : {}) } satisfies Talk);
    });
    channel.postMessage({ to: "tabs", again: true } satisfies Talk);
    say(wanted);
  };
  if (navigator.locks && !(channel instanceof Alone)) void navigator.locks.request("seibi-live", () => new Promise<never>(() => lead()));
  else lead();
  return { say };
}

/** A browser whose tabs cannot talk: each holds a line of its own. */
class Alone {
  onmessage: ((event: MessageEvent<Talk>) => void) | null = null;
  postMessage(_talk: Talk): void {}
}
