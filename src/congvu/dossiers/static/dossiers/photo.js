// A photo taken is sent at once: one touch, no button.
document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-photo]");
  if (!form || !event.target.files?.length) return;
  form.querySelector("[data-photo-state]").textContent = "Đang gửi ảnh…";
  form.requestSubmit();
});
