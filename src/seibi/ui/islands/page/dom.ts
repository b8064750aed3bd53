/** The few things every behaviour needs from the page. */

/** Runs now and again for whatever is put into the page later. */
export function onEach<T extends Element>(selector: string, begin: (element: T) => void): void {
  const seen = new WeakSet<Element>();
  const look = (root: ParentNode): void => {
    const found = [...root.querySelectorAll<T>(selector)];
    if (root instanceof Element && root.matches(selector)) found.unshift(root as unknown as T);
    for (const element of found) {
      if (seen.has(element)) continue;
      seen.add(element);
      begin(element);
    }
  };
  look(document);
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) if (node instanceof Element) look(node);
    }
  }).observe(document.body, { childList: true, subtree: true });
}

/** A sentence for people, in their language; the frame carries them. */
export function word(name: "undo" | "dismiss" | "kept" | "failed" | "later" | "sent" | "refused"): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="seibi-words"]');
  return (name === "undo" ? meta?.content : meta?.dataset[name]) ?? "";
}

/** What the frame says about this page: who it is for, the token of its forms. */
export function said(name: "who" | "csrf-token"): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";
}

/** The token of the session as it is now: the page may be older than the session. */
export function csrfToken(): string {
  const kept = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="));
  return kept ? decodeURIComponent(kept.slice("csrftoken=".length)) : said("csrf-token");
}

/** Said to people who listen instead of looking. */
export function announce(sentence: string): void {
  const place = document.getElementById("announcer");
  if (place) place.textContent = sentence;
}

/** A key that makes a repeated request the same request. */
export function newKey(): string {
  if (window.isSecureContext) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
}
