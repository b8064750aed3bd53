/** What this tab remembers. Some browsers inside other apps keep nothing and throw: then nothing is remembered, and the page goes on. */

export function remembered(name: string): string | null {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    sessionStorage.setItem(name, value);
  } catch {
    // A full or closed storage only means that nothing is kept.
  }
}

export function forget(name: string): void {
  try {
    sessionStorage.removeItem(name);
  } catch {
    // Nothing was kept.
  }
}

/** The names under which something is remembered. */
export function names(): string[] {
  try {
    return Object.keys(sessionStorage);
  } catch {
    return [];
  }
}
