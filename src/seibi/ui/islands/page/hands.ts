/** A device that changes hands: it locks itself after a while, and its number pad has keys for gloves. */
import { onEach } from "./dom";

const SIGNS = ["pointerdown", "keydown", "scroll", "input"] as const;

export function startHandingOn(): void {
  onEach<HTMLFormElement>("form[data-idle]", lockWhenIdle);
  addEventListener("pageshow", (event) => event.persisted && document.querySelector("form[data-idle]") && location.reload()); // whose page was it?
  onEach<HTMLButtonElement>("button[data-digit]", (button) => button.addEventListener("click", () => type(button)));
}

/** `<form data-idle="180">` is sent when nobody touched anything for so many seconds. */
function lockWhenIdle(form: HTMLFormElement): void {
  let last = Date.now();
  for (const sign of SIGNS) addEventListener(sign, () => (last = Date.now()), { passive: true, capture: true });
  const timer = setInterval(() => {
    if (Date.now() - last < Number(form.dataset.idle) * 1000 || !navigator.onLine) return;
    clearInterval(timer);
    form.requestSubmit();
  }, 1_000);
}

/** `<button data-digit="7">` types into the field marked `data-pad`; an empty digit takes the last one away. */
function type(button: HTMLButtonElement): void {
  const field = button.closest("form")?.querySelector<HTMLInputElement>("input[data-pad]");
  if (!field) return;
  const digit = button.dataset.digit ?? "";
  if (!digit) field.value = field.value.slice(0, -1);
  else if (field.maxLength < 0 || field.value.length < field.maxLength) field.value += digit;
}
