/** Light, dark, or as the device says: at once, and remembered in the cookie the server reads. */

const YEAR = 365 * 24 * 3600;

export function startTheme(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("[data-theme-switch]") || !(event.submitter instanceof HTMLButtonElement)) return;
    event.preventDefault();
    choose(event.submitter.value);
    form.ownerDocument.querySelectorAll("[data-theme-switch] button").forEach((button) => {
      if ((button as HTMLButtonElement).value === (event.submitter as HTMLButtonElement).value) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    });
  });
}

function choose(theme: string): void {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  const age = theme ? YEAR : 0;
  document.cookie = `seibi_theme=${theme}; path=/; max-age=${age}; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
}
