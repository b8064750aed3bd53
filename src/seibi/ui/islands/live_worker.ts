/** Holds the line for all tabs of this browser. */
import { Line, type News, type Wish } from "./live/line";

const ports = new Map<string, MessagePort>();
const line = new Line((news: News, tab?: string) => {
  if (tab) ports.get(tab)?.postMessage(news);
  else ports.forEach((port) => port.postMessage(news));
});

(self as unknown as { onconnect: (event: MessageEvent) => void }).onconnect = (event) => {
  const port = event.ports[0];
  if (!port) return;
  port.onmessage = ({ data }: MessageEvent<Wish>) => {
    if (data.kind === "leave") ports.delete(data.tab);
    else ports.set(data.tab, port);
    line.hear(data);
  };
};
