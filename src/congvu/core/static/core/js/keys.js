// Keyboard. By event.code, so that Vietnamese typing (Telex, VNI) never meets a shortcut;
// letters and digits are inert in text fields, while composing and with modifiers.
function typing(event) {
  if (event.isComposing || event.keyCode === 229) return true;
  const node = event.target;
  return Boolean(node.closest?.("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])"));
}

function grid(table) {
  return [...table.tBodies[0].rows].map((row) => [...row.cells].filter((cell) => cell.tagName === "TD").map(
    (cell) => cell.querySelector("a, button, [tabindex]")));
}

function rove(table) {
  const cells = grid(table).flat().filter(Boolean);
  const current = cells.find((cell) => cell.tabIndex === 0 && cell.dataset.roving);
  for (const cell of cells) {
    cell.tabIndex = -1;
    cell.dataset.roving = "1";
  }
  const first = current || cells[0];
  if (first) first.tabIndex = 0;
}

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

function walk(event, table) {
  const rows = grid(table);
  const at = event.target.closest("td");
  let row = rows.findIndex((cells) => cells.some((cell) => cell && at.contains(cell)));
  let column = rows[row]?.findIndex((cell) => cell && at.contains(cell)) ?? -1;
  if (row < 0) return;
  const [down, right] = STEPS[event.code] || [0, 0];
  if (event.code === "Home") column = -1;
  if (event.code === "End") column = rows[row].length;
  const step = event.code === "Home" ? [0, 1] : event.code === "End" ? [0, -1] : [down, right];
  do {
    row += step[0];
    column += step[1];
  } while (rows[row] && column >= 0 && column < rows[row].length && !rows[row][column]);
  const next = rows[row]?.[column];
  if (!next) return;
  event.preventDefault();
  rows.flat().forEach((cell) => cell && (cell.tabIndex = -1));
  next.tabIndex = 0;
  next.focus();
}

function chooseLevel(number) {
  const choices = document.querySelectorAll("[data-answer] .levels input[type=radio]:not([data-value])");
  const choice = choices[number - 1];
  if (!choice || choice.disabled) return false;
  choice.focus();
  choice.click();
  return true;
}

function follow(selector) {
  const node = document.querySelector(selector);
  node?.click();
  return Boolean(node);
}

const LETTERS = {
  KeyJ: () => follow("[data-next]"),
  KeyK: () => follow("[data-previous]"),
  KeyN: () => {
    const note = document.querySelector("[data-answer] [data-note], [data-answer] textarea");
    note?.focus();
    note?.setSelectionRange?.(note.value.length, note.value.length);
    return Boolean(note);
  },
};

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === "KeyK") {
    const field = document.querySelector("[data-search]");
    if (field) {
      event.preventDefault();
      field.focus();
      field.select();
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event)) return;
  if (document.querySelector("dialog[open]")) return;
  const table = event.target.closest?.("[data-matrix]");
  if (table && (STEPS[event.code] || event.code === "Home" || event.code === "End")) return walk(event, table);
  if (event.key === "?") {
    document.getElementById("keys-help")?.showModal();
    event.preventDefault();
    return;
  }
  if (event.shiftKey) return;
  const digit = /^(?:Digit|Numpad)([1-5])$/.exec(event.code);
  const done = digit ? chooseLevel(Number(digit[1])) : LETTERS[event.code]?.();
  if (done) event.preventDefault();
});

const roveAll = () => document.querySelectorAll("table[data-matrix]").forEach(rove);
roveAll();
document.addEventListener("htmx:afterSettle", roveAll);
