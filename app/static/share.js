// 复制网址: the address stands in a field that can be copied by hand; this adds the button.
async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    // Older in-app browsers know no clipboard: select the text and use what they do have.
    field.focus();
    field.select();
    return document.execCommand("copy");
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const said = button.closest("section, form, div.share-body")?.querySelector("[data-copied]");
  if (!field) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const copied = await copy(field);
    if (said) said.textContent = copied ? "复制好了，可以去粘贴。" : "没复制成。请长按上面的文字，再点“复制”。";
  });
}

for (const field of document.querySelectorAll("[data-share-url]")) field.addEventListener("focus", () => field.select());
