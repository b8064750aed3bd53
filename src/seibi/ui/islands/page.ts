/** Small behaviours of every page. Everything works without them; with them it is quicker and kinder. */
import { startAllAtOnce } from "./page/all_at_once";
import { startAtHand } from "./page/at_hand";
import { startClock } from "./page/clock";
import { startCopying } from "./page/copy";
import { startDialogs } from "./page/dialogs";
import { startFaces } from "./page/faces";
import { startFinding } from "./page/finding";
import { startForms } from "./page/forms";
import { startHandingOn } from "./page/hands";
import { startKeys } from "./page/keys";
import { startKeeping } from "./page/keep";
import { startSendingLater } from "./page/later";
import { startPhotos } from "./page/photos";
import { startScanning } from "./page/scanning";
import { startSignatures } from "./page/signature";
import { startTheme } from "./page/theme";
import { startToasts } from "./page/toasts";

startTheme();
startFaces();
startFinding();
startForms();
startKeeping();
startDialogs();
startToasts();
startKeys();
startHandingOn();
startClock();
startCopying();
startPhotos();
startScanning();
startSignatures();
startSendingLater();
startAtHand();
startAllAtOnce();

document.addEventListener("click", (event) => {
  const target = event.target as Element;
  if (target.closest("[data-back]")) history.length > 1 ? history.back() : location.assign("/");
  if (target.closest("[data-reload]")) location.reload();
  if (target.closest("[data-print]")) window.print();
});

document.querySelector<HTMLElement>("[data-focus]")?.focus();

const shell = document.querySelector<HTMLMetaElement>('meta[name="seibi-shell"]')?.content;
if (shell && "serviceWorker" in navigator && window.isSecureContext) {
  navigator.serviceWorker.register(shell, { scope: "/" }).catch(() => undefined);
}
