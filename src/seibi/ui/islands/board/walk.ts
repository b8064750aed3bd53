/** Going from card to card with the arrow keys: along a row, and to the nearest card above or below. */
import type { Placed } from "./layout";
import type { View } from "./view";

export function walk(view: View, event: KeyboardEvent): void {
  const element = (event.target as Element).closest<HTMLElement>("[data-placed]");
  const from = view.layout.cards.find((card) => card.key === element?.dataset.placed);
  if (!from || !event.key.startsWith("Arrow")) return;
  const next = neighbour(view, from, event.key);
  if (!next) return;
  event.preventDefault();
  view.focus(next.key);
}

function neighbour(view: View, from: Placed, key: string): Placed | undefined {
  const cards = view.layout.cards;
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const row = cards.filter((card) => card.row === from.row).sort((a, b) => a.left - b.left || a.top - b.top);
    return row[row.indexOf(from) + (key === "ArrowRight" ? 1 : -1)];
  }
  const down = key === "ArrowDown";
  const others = cards.filter((card) => card.row !== from.row && (down ? card.top > from.top : card.top < from.top));
  const edge = down ? Math.min(...others.map((card) => card.top)) : Math.max(...others.map((card) => card.top));
  const near = (card: Placed): number => Math.abs(card.left + card.width / 2 - from.left - from.width / 2);
  return others.filter((card) => card.top === edge).sort((a, b) => near(a) - near(b))[0];
}
