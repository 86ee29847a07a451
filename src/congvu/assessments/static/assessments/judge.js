// Judging: a level fills in its points, the server's answer corrects both, a photo sends itself,
// and in the table of an area the digits 1–5 give the level of the row and go on to the next. Arrows only walk.
const field = (form, name) => form.elements.namedItem(name);

function fill(form, prefix, told) {
  const points = field(form, `${prefix}points`);
  const was = field(form, `${prefix}points_was`);
  if (points && document.activeElement !== points) points.value = told.points;
  if (was) was.value = told.points;
}

document.addEventListener("change", (event) => {
  const radio = event.target.closest?.("input[type=radio][data-gives]");
  if (!radio) return;
  const prefix = radio.name.replace(/level$/, "");
  fill(radio.form, prefix, { points: radio.dataset.gives });
  const was = field(radio.form, `${prefix}level_was`);
  if (was) was.value = ""; // chosen by hand, so it counts even when it is the old one again
  for (const name of ["nothing_arose", "not_applicable"]) {
    const box = field(radio.form, prefix + name);
    if (box) box.checked = false;
  }
}, true);

document.addEventListener("autosave:saved", (event) => {
  const form = event.target;
  const told = event.detail;
  if (told.points === undefined) return;
  fill(form, "", told);
  if (told.level === undefined) return;
  for (const radio of form.querySelectorAll("input[data-gives]")) radio.checked = radio.value === told.level;
  const keep = { level_was: told.level, value_was: form.querySelector("[name=value]:checked")?.value ?? field(form, "value")?.value };
  for (const [name, value] of Object.entries(keep)) if (field(form, name)) field(form, name).value = value || "";
});

document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-photo]");
  if (!form || !event.target.files?.length) return;
  form.querySelector("[data-photo-state]").textContent = "Đang gửi ảnh…";
  form.requestSubmit();
});

function rows() {
  return [...document.querySelectorAll("[data-judge-row]")];
}

function inText(event) {
  return event.isComposing || event.target.closest?.("textarea, select, input:not([type=radio], [type=checkbox])");
}

// The first row whose question can be read: what a digit means while no row has the focus.
function rowInView() {
  return rows().find((row) => {
    const box = row.getBoundingClientRect();
    const middle = (box.top + box.bottom) / 2;
    return middle > 0 && middle < innerHeight;
  });
}

// Arrows walk over the levels; they choose none, as a browser's own would: each choice is saved at once.
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

function step(radio, [down, right]) {
  const group = [...radio.form.querySelectorAll(`input[type=radio][name="${radio.name}"]`)];
  const at = group.indexOf(radio);
  const row = radio.closest("[data-judge-row]");
  if (!row || !down) return group[at + down + right];
  return rows()[rows().indexOf(row) + down]?.querySelectorAll("input[data-gives]")[at];
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || inText(event)) return;
  if (document.querySelector("dialog[open]")) return;
  const radio = event.target.closest?.("[data-answer] input[type=radio], [data-judge-row] input[type=radio]");
  if (radio && STEPS[event.code]) {
    event.preventDefault();
    step(radio, STEPS[event.code])?.focus();
    return;
  }
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  const row = digit && (event.target.closest?.("[data-judge-row]") || rowInView());
  if (!row) return;
  const choice = row.querySelectorAll("input[data-gives]")[Number(digit[1]) - 1];
  if (!choice) return;
  event.preventDefault();
  choice.click();
  const next = rows()[rows().indexOf(row) + 1];
  (next?.querySelector("input[data-gives]:checked, input[data-gives]") || choice).focus();
});
