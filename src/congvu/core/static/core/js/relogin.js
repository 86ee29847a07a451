// A session that ended must not cost a text: keep the page, say so, sign in elsewhere, come back.
const loginUrl = document.querySelector('meta[name="login-url"]')?.content || "";
const loginPath = loginUrl && new URL(loginUrl, location.href).pathname;

/** Did this answer come from the sign-in page, or refuse for want of a session? */
export function signedOut(status, url) {
  if (status === 401) return true;
  return Boolean(loginPath && url && new URL(url, location.href).pathname.startsWith(loginPath));
}

/** Say what happened, with a door to the sign-in page in a new tab. */
export function askSignIn() {
  const region = document.getElementById("messages");
  if (!region || region.querySelector("[data-relogin]")) return;
  const list = document.createElement("div");
  list.className = "messages";
  list.innerHTML =
    '<p class="message message-warning" role="alert" data-relogin><b>Phiên đăng nhập đã hết.</b> ' +
    "Nội dung bạn nhập vẫn còn trên trang này, chưa được gửi. " +
    '<a target="_blank" rel="noopener">Đăng nhập lại ở thẻ mới</a>, rồi quay lại đây và lưu tiếp.</p>';
  list.querySelector("a").href = `${loginUrl}?next=${encodeURIComponent(location.pathname)}`;
  region.replaceChildren(list);
  region.scrollIntoView({ block: "nearest" });
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (signedOut(xhr.status, xhr.responseURL)) {
    event.detail.shouldSwap = false;
    askSignIn();
  } else if (xhr.status >= 400 && /^\s*<!doctype/i.test(xhr.responseText)) {
    event.detail.shouldSwap = false;
    event.detail.isError = true;
  }
});
