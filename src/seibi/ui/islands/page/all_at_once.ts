/** One press answers every question of a form alike; each of them can still be answered otherwise. */
import { onEach } from "./dom";

const MANY = 3; // fewer are quicker one by one

export function startAllAtOnce(): void {
  onEach<HTMLElement>("[data-all-at-once]", (bar) => {
    const form = bar.closest("form");
    if (!form || questions(form).size < MANY) return;
    bar.hidden = false;
    for (const button of bar.querySelectorAll<HTMLButtonElement>("button[data-answer]")) {
      button.addEventListener("click", () => choose(form, button.dataset.answer ?? ""));
    }
  });
}

function questions(form: HTMLFormElement): Set<string> {
  return new Set([...form.querySelectorAll<HTMLInputElement>("input[type=radio]")].map((radio) => radio.name));
}

function choose(form: HTMLFormElement, answer: string): void {
  for (const radio of form.querySelectorAll<HTMLInputElement>(`input[type=radio][value="${CSS.escape(answer)}"]`)) {
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
