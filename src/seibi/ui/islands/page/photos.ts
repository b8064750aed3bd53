/** Photos are shown before they are sent. */
import { onEach } from "./dom";

export function startPhotos(): void {
  onEach<HTMLElement>("[data-photos]", (field) => {
    const input = field.querySelector<HTMLInputElement>("input[type=file]");
    const drop = field.querySelector<HTMLElement>(".file-drop");
    if (!input || !drop) return;
    input.addEventListener("change", () => showThumbs(field, input));
    drop.addEventListener("dragover", (event) => {
      event.preventDefault();
      drop.dataset.over = "";
    });
    drop.addEventListener("dragleave", () => delete drop.dataset.over);
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      delete drop.dataset.over;
      if (!event.dataTransfer?.files.length) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });
}

function showThumbs(field: HTMLElement, input: HTMLInputElement): void {
  const list = field.querySelector<HTMLElement>("[data-thumbs]");
  if (!list) return;
  list.querySelectorAll("img").forEach((image) => URL.revokeObjectURL(image.src));
  list.replaceChildren(
    ...[...(input.files ?? [])].map((file) => {
      const item = document.createElement("li");
      const image = document.createElement("img");
      image.src = URL.createObjectURL(file);
      image.alt = file.name;
      item.append(image);
      return item;
    }),
  );
}
