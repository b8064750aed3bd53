/** The sentences of the board, in the reader's language; the page brings them along. */
import { clockTime } from "../page/clock";

export class Words {
  private readonly known: Record<string, string>;

  constructor(
    source: HTMLElement | null,
    readonly zone: string,
    readonly sprite: string,
  ) {
    this.known = JSON.parse(source?.textContent ?? "{}") as Record<string, string>;
  }

  /** A sentence with its {places} filled. */
  say(key: string, values: Record<string, string | number> = {}): string {
    const sentence = this.known[key] ?? key;
    return sentence.replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name] ?? ""));
  }

  time(at: string | null): string {
    return at ? clockTime(new Date(at), this.zone) : "–";
  }
}

const SVG = "http://www.w3.org/2000/svg";

export function icon(words: Words, name: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${words.sprite}#${name}`);
  svg.append(use);
  return svg;
}

/** An element with a class and what is inside. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = "",
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...inside);
  return element;
}
