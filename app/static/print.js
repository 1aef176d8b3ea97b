// 打印这页: shown only where the browser can print; folded parts are opened for the paper.
const folded = new Set();

for (const button of document.querySelectorAll("[data-print]")) {
  if (typeof window.print !== "function") break;
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

window.addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details:not([open])")) {
    folded.add(part);
    part.open = true;
  }
});

window.addEventListener("afterprint", () => {
  for (const part of folded) part.open = false;
  folded.clear();
});
