/** Draws `<c-chart>`: a line over time with a target and limits, in the page's colours and language. */
import uPlot from "uplot";
import { onEach } from "./page/dom";

interface ChartData {
  /** Seconds since 1970, oldest first. */
  at: number[];
  values: (number | null)[];
  low?: (number | null)[];
  high?: (number | null)[];
  target?: number | null;
  unit?: string;
  label: string;
  target_label?: string;
}

const drawn = new Map<HTMLElement, uPlot>();

onEach<HTMLElement>("[data-chart]", (place) => {
  const source = document.getElementById(place.dataset.chart ?? "");
  const data = JSON.parse(source?.textContent ?? "null") as ChartData | null;
  if (!data?.at.length) return;
  const draw = (): void => {
    drawn.get(place)?.destroy();
    place.replaceChildren();
    drawn.set(place, new uPlot(options(place, data), columns(data), place));
  };
  draw();
  new ResizeObserver(() => drawn.get(place)?.setSize(size(place))).observe(place);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
});

function columns(data: ChartData): uPlot.AlignedData {
  const none = data.at.map(() => null);
  const target = data.at.map(() => data.target ?? null);
  return [data.at, data.low ?? none, data.high ?? none, target, data.values];
}

function options(place: HTMLElement, data: ChartData): uPlot.Options {
  const colour = (name: string): string => getComputedStyle(place).getPropertyValue(name).trim();
  const axis = { stroke: colour("--muted"), grid: { stroke: colour("--hairline"), width: 1 }, ticks: { show: false } };
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { month: "numeric", day: "numeric" });
  const unit = data.unit ?? "";
  return {
    ...size(place),
    legend: { show: false },
    cursor: { points: { size: 7 } },
    axes: [
      { ...axis, values: (_plot, ticks) => ticks.map((at) => day.format(at * 1000)) },
      { ...axis, size: 56, values: (_plot, ticks) => ticks.map((value) => `${value}${unit}`) },
    ],
    bands: data.low && data.high ? [{ series: [2, 1], fill: colour("--brand-soft") }] : [],
    series: [
      {},
      { stroke: "transparent", points: { show: false } },
      { stroke: "transparent", points: { show: false } },
      { label: data.target_label ?? "", stroke: colour("--line-strong"), width: 1, dash: [4, 4], points: { show: false } },
      { label: data.label, stroke: colour("--brand"), width: 2, points: { size: 6, fill: colour("--surface") } },
    ],
  };
}

function size(place: HTMLElement): { width: number; height: number } {
  return { width: Math.max(place.clientWidth, 120), height: Math.max(place.clientHeight, 140) };
}
