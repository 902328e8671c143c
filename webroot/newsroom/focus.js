/* What must be seen of a picture: pointed at, dragged or moved by keys, and at once seen where it is cut. */
const byId = (id) => document.getElementById(id);
const whole = byId("ca-anh");
const mark = byId("tieu-diem-o");
const [x, y] = [byId("focusX"), byId("focusY")];
const crops = document.querySelectorAll(".desk-crops img");
const STEPS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};

const percent = (value) => Math.min(100, Math.max(0, Math.round(Number(value) || 0)));

function show() {
  const [left, top] = [percent(x.value), percent(y.value)];
  Object.assign(mark.style, {left: `${left}%`, top: `${top}%`});
  mark.ariaLabel = mark.dataset.at.replace("{0}", left).replace("{1}", top);
  for (const one of crops) one.style.objectPosition = `${left}% ${top}%`;
}

function set(left, top) {
  x.value = percent(left);
  y.value = percent(top);
  show();
}

function point({clientX, clientY}) {
  const {left, top, width, height} = whole.querySelector("img").getBoundingClientRect();
  set(((clientX - left) / width) * 100, ((clientY - top) / height) * 100);
}

whole.addEventListener("pointerdown", (event) => {
  if (event.button) return;
  event.preventDefault(); // the picture is not dragged away
  whole.setPointerCapture(event.pointerId);
  point(event);
  mark.focus({focusVisible: false});
});
whole.addEventListener("pointermove", (event) => whole.hasPointerCapture(event.pointerId) && point(event));
mark.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  if (!step) return;
  event.preventDefault();
  const far = event.shiftKey ? 10 : 1;
  set(percent(x.value) + step[0] * far, percent(y.value) + step[1] * far);
});
for (const input of [x, y]) input.addEventListener("input", show);
mark.hidden = false;
show();
