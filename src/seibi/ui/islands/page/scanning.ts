/** A camera reads the code of a visit where the browser can; a keyboard-wedge scanner types it and presses Enter by itself. */

type Detected = { rawValue: string };
type Detector = { detect(source: HTMLVideoElement): Promise<Detected[]> };
type DetectorClass = new (options: { formats: string[] }) => Detector;

const EVERY_MS = 200;

export function startScanning(): void {
  const form = document.querySelector<HTMLFormElement>("[data-scan]");
  const found = (window as unknown as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  const button = form?.querySelector<HTMLButtonElement>("[data-scan-start]");
  if (!form || !button || !found || !navigator.mediaDevices) return;
  button.hidden = false;
  button.addEventListener("click", () => void look(form, button, new found({ formats: ["qr_code", "code_128"] })));
}

async function look(form: HTMLFormElement, button: HTMLButtonElement, detector: Detector): Promise<void> {
  const view = form.querySelector<HTMLVideoElement>("[data-scan-view]");
  const field = form.querySelector<HTMLInputElement>("[data-scan-field]");
  if (!view || !field) return;
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }).catch(() => null);
  if (!stream) {
    button.hidden = true; // whoever says no types
    field.focus();
    return;
  }
  view.srcObject = stream;
  view.hidden = false;
  await view.play();
  const timer = setInterval(async () => {
    const [code] = await detector.detect(view).catch(() => []);
    if (!code) return;
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
    field.value = code.rawValue;
    form.requestSubmit();
  }, EVERY_MS);
}
