/** Two clocks: trade time for what people plan by, machine time for what runs out. */

const meta = document.querySelector<HTMLMetaElement>('meta[name="trade-clock"]');
const startedHere = Date.now();
const startedThere = Number(meta?.dataset.machine ?? startedHere);
const offset = Number(meta?.content ?? 0);
const speed = Number(meta?.dataset.speed ?? 1);

/** The server's machine time, in milliseconds. */
export function machineNow(): number {
  return startedThere + (Date.now() - startedHere);
}

/** Trade time, in milliseconds: it may run faster than the machine. */
export function tradeNow(): number {
  return startedThere + offset + (Date.now() - startedHere) * speed;
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
