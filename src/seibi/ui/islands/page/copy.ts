/** `data-copy="id"` puts the text of a field on the clipboard and says so on the button. */
export function startCopying(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-copy]");
    const field = button && document.getElementById(button.dataset.copy ?? "");
    if (!button || !(field instanceof HTMLInputElement)) return;
    field.select();
    void copied(field.value).then(() => {
      button.classList.add("is-done");
      setTimeout(() => button.classList.remove("is-done"), 1_500);
    });
  });
}

/** Where the clipboard is not open to scripts the selection can still be copied by hand. */
async function copied(text: string): Promise<void> {
  if (navigator.clipboard && window.isSecureContext) await navigator.clipboard.writeText(text);
  else document.execCommand("copy");
}
