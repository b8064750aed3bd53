// Marks on the drawing of a car: a touch sets one, the list below names it, the hidden field carries it.
const SVG = "http://www.w3.org/2000/svg";

function setUp(root) {
  const field = root.querySelector("[data-pins]");
  const area = root.querySelector("[data-pin-area]");
  const marks = root.querySelector("[data-pin-marks]");
  const list = root.querySelector("[data-pin-list]");
  const kind = root.querySelector("[data-pin-kind]");
  const place = root.querySelector("[data-pin-place]");
  const words = JSON.parse(root.dataset.words || "{}");
  let pins = kept();

  function kept() {
    try {
      return JSON.parse(field.value || "[]");
    } catch {
      return [];
    }
  }

  function store() {
    field.value = JSON.stringify(pins);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  for (const tool of root.querySelectorAll("[data-pin-tools]")) tool.hidden = false;

  function mark(pin, index) {
    const dot = document.createElementNS(SVG, "circle");
    dot.setAttribute("cx", pin.x);
    dot.setAttribute("cy", pin.y);
    dot.setAttribute("r", 26);
    dot.setAttribute("fill", "currentColor");
    dot.setAttribute("stroke", "none");
    dot.setAttribute("class", "text-error");
    const number = document.createElementNS(SVG, "text");
    number.setAttribute("x", pin.x);
    number.setAttribute("y", pin.y);
    number.setAttribute("class", "pin-number");
    number.textContent = String(index + 1);
    return [dot, number];
  }

  function chosen() {
    return root.querySelector('input[name="pin_photo"]:checked');
  }

  /** The photo that the mark shows, small, beside its words. */
  function shown(pin) {
    const photo = pin.photo && root.querySelector(`input[name="pin_photo"][value="${CSS.escape(pin.photo)}"] ~ img`);
    if (!photo) return [];
    const copy = photo.cloneNode();
    copy.className = "pin-shown";
    return [copy];
  }

  function row(pin, index) {
    const item = document.createElement("li");
    item.className = "field flex items-center gap-2 py-1";
    const label = document.createElement("label");
    label.className = "grid flex-1 gap-1";
    const name = document.createElement("span");
    name.textContent = `${index + 1} · ${words[pin.kind] || pin.kind}`;
    const note = document.createElement("input");
    note.type = "text";
    note.maxLength = 200;
    note.value = pin.note || "";
    note.addEventListener("input", () => {
      pin.note = note.value;
      store();
    });
    label.append(name, note);
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "press";
    remove.textContent = "×";
    remove.setAttribute("aria-label", `${root.dataset.remove} (${index + 1})`);
    remove.addEventListener("click", () => {
      pins.splice(index, 1);
      store();
      show();
    });
    item.append(...shown(pin), label, remove);
    return item;
  }

  function show() {
    marks.replaceChildren(...pins.flatMap(mark));
    list.replaceChildren(...pins.map(row));
  }

  function add(x, y) {
    if (pins.length >= 60) return;
    const photo = chosen()?.value ?? "";
    pins.push({ x: Math.round(x), y: Math.round(y), kind: kind.value, note: "", ...(photo ? { photo } : {}) });
    const none = root.querySelector('input[name="pin_photo"][value=""]');
    if (none) none.checked = true;
    store();
    show();
  }

  area.addEventListener("click", (event) => {
    const matrix = area.getScreenCTM();
    if (!matrix) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    if (at.x >= 0 && at.x <= 1000 && at.y >= 0 && at.y <= 1000) add(at.x, at.y);
  });
  root.querySelector("[data-pin-add]").addEventListener("click", () => {
    const [x, y] = place.value.split(",").map(Number);
    add(x, y);
  });
  field.addEventListener("seibi:restored", () => {
    pins = kept();
    show();
  });
  show();
}

for (const root of document.querySelectorAll("[data-car-pins]")) setUp(root);
