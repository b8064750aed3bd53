/**
 * Pages that stay at hand without a line: the server marks them (`Seibi-At-Hand: <account>`), the service worker keeps them.
 * A list fetches what it leads to (`<a data-at-hand>`), so that a job opens that was never open before.
 */
import { said } from "./dom";

const CACHE = "seibi-at-hand-"; // with the account whose pages they are; also in sw.js

export function startAtHand(): void {
  if (!("caches" in window) || !navigator.serviceWorker?.controller) return;
  void forgetOthers();
  if (!navigator.onLine) return;
  const ahead = [...document.querySelectorAll<HTMLAnchorElement>("a[data-at-hand]")].map((link) => link.href);
  for (const address of new Set(ahead)) void fetch(address, { credentials: "same-origin" }).catch(() => undefined);
}

/** Who has signed out, or gave the device to somebody else, leaves nothing on it. */
async function forgetOthers(): Promise<void> {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(CACHE) && name !== CACHE + said("who"));
  await Promise.all(others.map((name) => caches.delete(name)));
}
