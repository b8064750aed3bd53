/** Two clocks: trade time for what people plan by, machine time for what runs out. */

const meta = document.querySelector<HTMLMetaElement>('meta[name="trade-clock"]');
const SKEW = "seibi-skew"; // of the server's clock against this device's, in milliseconds
const startedHere = Date.now();
const offset = Number(meta?.content ?? 0);
const speed = Number(meta?.dataset.speed ?? 1);

/** When the server made this page, in machine time. */
export const madeAt = Number(meta?.dataset.machine ?? startedHere);

/** Whether the service worker showed it without a line; then it may be hours old. */
export const isAtHand = document.documentElement.hasAttribute("data-at-hand");

const skew = isAtHand ? Number(remembered()) : madeAt - startedHere;
if (!isAtHand) remember(String(skew));

/** The server's machine time, in milliseconds. */
export function machineNow(): number {
  return Date.now() + skew;
}

/** Trade time, in milliseconds: it may run faster than the machine. */
export function tradeNow(): number {
  return madeAt + offset + (machineNow() - madeAt) * speed;
}

function remembered(): string {
  try {
    return localStorage.getItem(SKEW) ?? "0";
  } catch {
    return "0";
  }
}

function remember(text: string): void {
  try {
    localStorage.setItem(SKEW, text);
  } catch {
    // Without storage a page at hand goes by the clock of the device.
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The wall-clock time at a place, such as 16:30. */
export function clockTime(at: number | Date, zone: string): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone });
    formats.set(zone, format);
  }
  return format.format(at);
}

export function startClock(): void {
  tick();
  setInterval(tick, 1_000);
}

function tick(): void {
  document.querySelectorAll<HTMLElement>("[data-now]").forEach((element) => {
    show(element, clockTime(tradeNow(), element.dataset.now || "UTC"));
  });
  document.querySelectorAll<HTMLElement>("[data-countdown]").forEach(countDown);
}

/** What is left of a hold; at the end the element hears `seibi:expired` once. */
function countDown(element: HTMLElement): void {
  const left = Math.max(0, Math.round((Date.parse(element.dataset.countdown ?? "") - machineNow()) / 1000));
  if (Number.isNaN(left)) return;
  const hours = Math.floor(left / 3600);
  const minutes = Math.floor(left / 60) % 60;
  const seconds = String(left % 60).padStart(2, "0");
  show(element, hours ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`);
  if (left === 0 && !element.dataset.expired) {
    element.dataset.expired = "1";
    element.dispatchEvent(new CustomEvent("seibi:expired", { bubbles: true }));
  }
}

function show(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
