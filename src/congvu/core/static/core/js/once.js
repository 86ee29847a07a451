// A form goes once: who presses again while it is on its way sends nothing a second time.
const PATIENCE = 8000; // ms; an answer that is a file leaves the page where it was

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method")?.toLowerCase() !== "post") return;
  if (form.hasAttribute("data-sent")) {
    event.preventDefault();
    return;
  }
  form.setAttribute("data-sent", "");
  setTimeout(() => form.removeAttribute("data-sent"), PATIENCE);
});
// come back to by the browser's own way, the page is as it was left
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) form.removeAttribute("data-sent");
});
