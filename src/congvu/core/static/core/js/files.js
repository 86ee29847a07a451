// Says beside the button which files were chosen; the browser's own words are hidden.
const MOST = 3; // names told, the rest is counted

function told(files) {
  const names = [...files].slice(0, MOST).map((file) => file.name);
  if (!names.length) return "Chưa chọn tệp";
  const more = files.length - names.length;
  return names.join(", ") + (more ? ` và ${more} tệp nữa` : "");
}

function say(input) {
  const place = input.closest(".file-pick")?.querySelector("[data-file-names]");
  if (place) place.textContent = told(input.files);
}

document.addEventListener("change", (event) => {
  if (event.target.type === "file") say(event.target);
});
document.addEventListener("reset", (event) => {
  setTimeout(() => event.target.querySelectorAll("input[type=file]").forEach(say));
});
document.querySelectorAll("input[type=file]").forEach(say); // kept by the browser over a reload
