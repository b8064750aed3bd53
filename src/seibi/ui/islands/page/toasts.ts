/** A short word at the foot of the page, with a way back where there is one. */
import { onEach, said, word } from "./dom";

const READ_MS = 6_000;

export function startToasts(): void {
  onEach<HTMLElement>("#toasts [data-toast]", (line) => {
    if (!line.querySelector("form")) setTimeout(() => line.remove(), READ_MS);
  });
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    target.closest("[data-dismiss]")?.closest("[data-toast]")?.remove();
    const says = target.closest<HTMLElement>("[data-says]");
    if (says) toast(says.dataset.says ?? "", says.dataset.undo);
  });
  document.body.addEventListener("seibi:toast", (event) => {
    const detail = (event as CustomEvent<{ text?: string; undo?: string; value?: string }>).detail;
    toast(detail.text ?? detail.value ?? "", detail.undo);
  });
}

/** Shows a sentence; `undo` is an address that takes the step back, or what to do. */
export function toast(sentence: string, undo?: string | (() => void)): void {
  const place = document.getElementById("toasts");
  if (!place || !sentence) return;
  const line = document.createElement("div");
  line.className = "toast-line";
  line.dataset.toast = "";
  const text = document.createElement("span");
  text.textContent = sentence;
  line.append(text);
  if (typeof undo === "string" && undo) line.append(undoForm(undo));
  if (typeof undo === "function") line.append(undoButton(undo, line));
  line.append(closeButton());
  place.append(line);
  while (place.childElementCount > 3) place.firstElementChild?.remove();
}

function undoForm(action: string): HTMLFormElement {
  const form = document.createElement("form");
  form.method = "post";
  form.action = action;
  const token = document.createElement("input");
  token.type = "hidden";
  token.name = "csrfmiddlewaretoken";
  token.value = said("csrf-token");
  const button = document.createElement("button");
  button.textContent = word("undo");
  form.append(token, button);
  return form;
}

function undoButton(undo: () => void, line: HTMLElement): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = word("undo");
  button.addEventListener("click", () => {
    line.remove();
    undo();
  });
  return button;
}

function closeButton(): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.dismiss = "";
  button.setAttribute("aria-label", word("dismiss"));
  button.textContent = "×";
  return button;
}
