// A A A: a class on <html>, kept in this browser; the cookie lets the server draw the next page right away.
const SIZES = ["text-large", "text-larger"];

function read() {
  try {
    return localStorage.getItem("text-size") || "";
  } catch {
    return [...SIZES].find((size) => document.documentElement.classList.contains(size)) || "";
  }
}

function apply(size) {
  document.documentElement.classList.remove(...SIZES);
  if (SIZES.includes(size)) document.documentElement.classList.add(size);
  for (const button of document.querySelectorAll("[data-text-size] button")) {
    button.setAttribute("aria-pressed", String(button.value === size));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-text-size] button");
  if (!button) return;
  try {
    localStorage.setItem("text-size", button.value);
  } catch {
    // private browsing: the cookie alone remembers
  }
  document.cookie = `text_size=${button.value}; path=/; max-age=31536000; samesite=lax`;
  apply(button.value);
});
apply(read());
