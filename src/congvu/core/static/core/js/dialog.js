// Dialogs opened by [data-open="id"], closed by [data-close]; folding cards that close on Escape or a click elsewhere.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.open);
    if (dialog?.showModal) {
      event.preventDefault();
      dialog.showModal();
    }
  }
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  for (const card of document.querySelectorAll("details[data-popover][open]")) {
    if (!card.contains(event.target)) card.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const card of document.querySelectorAll("details[data-popover][open]")) {
    card.open = false;
    card.querySelector("summary").focus();
  }
});
