// The unit's own report: last year's answer kept by one touch, its words copied by another; what is still missing counted, the way to the next of it.
const lines = () => [...document.querySelectorAll("[data-line]")];
const isOpen = (line) => "open" in line.dataset;

// a paper is asked for and none is there; "no" and "nothing arose" need none
function isBare(line) {
  if (!("asksFile" in line.dataset) || line.querySelector("[data-files] [id^=attachment-]")) return false;
  return !line.querySelector("[name=nothing_arose]:checked, [type=radio][name=value][value='0']:checked");
}

function count() {
  const bar = document.querySelector("[data-missing]");
  if (!bar) return;
  for (const line of lines()) {
    line.querySelector("[data-open-mark]").hidden = !isOpen(line);
    line.querySelector("[data-bare-mark]").hidden = !isBare(line);
  }
  const open = lines().filter(isOpen).length;
  const bare = lines().filter(isBare).length;
  bar.querySelector("[data-open-count]").textContent = open;
  bar.querySelector("[data-bare-count]").textContent = bare;
  const next = bar.querySelector("[data-next]");
  if (next) next.hidden = !(open + bare);
}

// What was typed stays; last year's words come after it, to be put right.
function takeWords(button) {
  const field = document.getElementById(button.dataset.take);
  const words = button.closest("details").querySelector("[data-words]").textContent;
  field.value = [field.value.trimEnd(), words].filter(Boolean).join("\n");
  button.hidden = true;
  field.focus();
  field.dispatchEvent(new Event("change", { bubbles: true })); // it saves itself as if typed
}

// Below the line in view first, then from the top again; answers before papers.
function nextMissing() {
  const all = lines();
  const wanted = all.some(isOpen) ? isOpen : isBare;
  const below = all.filter((line) => line.getBoundingClientRect().top > innerHeight / 3);
  return below.find(wanted) || all.find(wanted);
}

document.addEventListener("click", (event) => {
  const next = event.target.closest?.("[data-missing] [data-next]");
  if (next) {
    const line = nextMissing();
    if (line) next.hash = line.id; // the link itself goes there
  }
  const take = event.target.closest?.("[data-take]");
  if (take) takeWords(take);
  const keep = event.target.closest?.("[data-keep]");
  if (!keep) return;
  const { value, points, note } = keep.dataset;
  const fields = keep.form.elements;
  for (const field of keep.form.querySelectorAll("[name=value]")) {
    if (field.type === "radio") field.checked = field.value === value;
    else field.value = value;
  }
  if (points) fields.points.value = points;
  fields.nothing_arose.checked = "nothing" in keep.dataset;
  fields.note.value ||= note;
  keep.hidden = true;
  fields.note.dispatchEvent(new Event("change", { bubbles: true })); // it saves itself as if typed
});

document.addEventListener("autosave:saved", (event) => {
  const line = event.target.closest("[data-line]");
  if (!line || event.detail.answered === undefined) return;
  line.toggleAttribute("data-open", !event.detail.answered);
  count();
});
document.addEventListener("htmx:afterSwap", count);
