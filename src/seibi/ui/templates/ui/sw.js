{# Keeps the shell, the offline page, and those pages of one person that the server marks; nobody else's, and none after they sign out. #}
const NAME = "seibi-shell-5-{{ language|escapejs }}"; // in another language it is another shell
const AT_HAND = "seibi-at-hand-"; // with the account whose pages they are; also in page/at_hand.ts
const OFFLINE = "{{ offline_url|escapejs }}";
const FILES = "{{ files|escapejs }}";
const SHELL = [OFFLINE{% for file in shell %}, "{{ file|escapejs }}"{% endfor %}];

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(NAME)
      .then((cache) => cache.addAll(SHELL.map((url) => new Request(url, { cache: "reload" }))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  const stays = (name) => name === NAME || name.startsWith(AT_HAND);
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => !stays(name)).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname.startsWith(FILES)) {
    event.respondWith(fetch(request).then((answer) => kept(NAME, request, answer)).catch(() => found(request)));
  } else if (request.mode === "navigate") {
    event.respondWith(fetch(request).then(keepMarked(request)).catch(() => atHand(pathname)));
  } else if (request.destination === "") {
    event.respondWith(fetch(request).then(keepMarked(request)));
  }
});

/** A page that says whose it is stays at hand; the one where that person begins also under the bare address. */
function keepMarked(request) {
  return async (answer) => {
    const [who, begins] = (answer.headers.get("Seibi-At-Hand") ?? "").split(";");
    if (who && answer.ok && !answer.redirected) {
      await kept(AT_HAND + who, request.url, answer);
      if (begins) await kept(AT_HAND + who, "/", answer);
    }
    return answer;
  };
}

async function kept(name, request, answer) {
  if (answer.ok) {
    const copy = answer.clone();
    await caches.open(name).then((cache) => cache.put(request, copy)).catch(() => undefined); // no room: only not kept
  }
  return answer;
}

function found(request) {
  return caches.match(request, { ignoreSearch: true, ignoreVary: true }).then((answer) => answer ?? Response.error());
}

async function atHand(pathname) {
  const answer = await caches.match(pathname, { ignoreVary: true });
  if (!answer?.headers.has("Seibi-At-Hand")) return answer ?? caches.match(OFFLINE);
  const html = (await answer.text()).replace("<html ", "<html data-at-hand ");
  return new Response(html, { headers: answer.headers });
}
