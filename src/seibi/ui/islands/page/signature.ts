/** Signing on the glass. Without a script the typed name stands alone and counts the same. */
import { onEach } from "./dom";

export function startSignatures(): void {
  onEach<HTMLElement>("[data-signature]", (field) => {
    const area = field.querySelector<HTMLElement>("[data-sign-area]");
    const canvas = field.querySelector("canvas");
    const value = field.querySelector<HTMLInputElement>("input[type=hidden]");
    if (!area || !canvas || !value) return;
    area.hidden = false;
    const pad = new Pad(canvas, value);
    value.addEventListener("seibi:restored", () => pad.show());
    if (value.value) pad.show();
    field.querySelector("[data-sign-clear]")?.addEventListener("click", () => pad.clear());
  });
}

class Pad {
  private readonly pen: CanvasRenderingContext2D;
  private last: { x: number; y: number } | null = null;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly value: HTMLInputElement,
  ) {
    this.pen = canvas.getContext("2d") as CanvasRenderingContext2D;
    canvas.addEventListener("pointerdown", (event) => this.begin(event));
    canvas.addEventListener("pointermove", (event) => this.draw(event));
    canvas.addEventListener("pointerup", () => this.end());
    canvas.addEventListener("pointercancel", () => this.end());
    new ResizeObserver(() => this.fit()).observe(canvas);
  }

  clear(): void {
    this.pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.keep("");
  }

  /** What was drawn before the page was loaded anew, or turned, is drawn again. */
  show(): void {
    if (!this.value.value.startsWith("data:image/png;base64,")) return;
    const picture = new Image();
    picture.onload = () => {
      const scale = window.devicePixelRatio || 1;
      const height = this.canvas.height / scale;
      this.pen.drawImage(picture, 0, 0, (picture.width / picture.height) * height, height);
    };
    picture.src = this.value.value;
  }

  private keep(value: string): void {
    this.value.value = value;
    this.value.dispatchEvent(new Event("input", { bubbles: true }));
  }

  private fit(): void {
    const scale = window.devicePixelRatio || 1;
    const width = Math.round(this.canvas.clientWidth * scale);
    const height = Math.round(this.canvas.clientHeight * scale);
    if (!width || (this.canvas.width === width && this.canvas.height === height)) return;
    this.canvas.width = width;
    this.canvas.height = height;
    this.pen.scale(scale, scale);
    this.pen.lineWidth = 2.25;
    this.pen.lineCap = "round";
    this.pen.lineJoin = "round";
    this.pen.strokeStyle = "#1f1d1a";
    this.show();
  }

  private begin(event: PointerEvent): void {
    event.preventDefault();
    this.canvas.setPointerCapture(event.pointerId);
    this.last = { x: event.offsetX, y: event.offsetY };
    this.line(event.offsetX + 0.1, event.offsetY);
  }

  private draw(event: PointerEvent): void {
    if (this.last) this.line(event.offsetX, event.offsetY);
  }

  private line(x: number, y: number): void {
    if (!this.last) return;
    this.pen.beginPath();
    this.pen.moveTo(this.last.x, this.last.y);
    this.pen.lineTo(x, y);
    this.pen.stroke();
    this.last = { x, y };
  }

  private end(): void {
    if (!this.last) return;
    this.last = null;
    this.keep(this.canvas.toDataURL("image/png"));
  }
}
