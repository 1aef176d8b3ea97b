// 快速离开: leave without an entry in the tab's history. The link works without this file.
const NEUTRAL = "https://www.baidu.com/";
const PRESSES = 3;

function leave(event) {
  event?.preventDefault();
  document.documentElement.hidden = true;
  location.replace(NEUTRAL);
}

for (const link of document.querySelectorAll("[data-leave]")) link.addEventListener("click", leave);

// Escape three times in a row, for those who are at a keyboard.
let pressed = 0;
document.addEventListener("keydown", (event) => {
  pressed = event.key === "Escape" ? pressed + 1 : 0;
  if (pressed === PRESSES) leave();
});
