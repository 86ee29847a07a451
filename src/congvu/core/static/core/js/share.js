// "Chép tin nhắn": copy the text of a [data-share] block, or hand it to the phone's share sheet.
async function copy(box) {
  const field = box.querySelector("textarea");
  const status = box.querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(field.value);
    status.textContent = "Đã chép. Dán vào Zalo hoặc thư để gửi.";
  } catch {
    field.focus();
    field.select();
    status.textContent = "Trình duyệt không cho chép tự động: nội dung đã được bôi đen, bấm Ctrl C để chép.";
  }
}

document.addEventListener("click", (event) => {
  const box = event.target.closest("[data-share]");
  if (!box) return;
  if (event.target.closest("[data-copy]")) copy(box);
  if (event.target.closest("[data-native-share]")) {
    navigator.share({ text: box.querySelector("textarea").value }).catch(() => {});
  }
});

function reveal() {
  if (!navigator.share) return;
  for (const button of document.querySelectorAll("[data-native-share]")) button.hidden = false;
}
reveal();
document.addEventListener("htmx:afterSettle", reveal);
