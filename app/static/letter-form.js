// A letter's form: kept and drawn while somebody types. Without this file it is kept with its buttons. What could not be kept
// stays in the fields and is tried again; nothing is stored in the browser, which others may use after.
const REST = 900;
const AGAIN = [5_000, 15_000, 60_000];
const OFFLINE = "没存上：网断了，或者网站忙。填的都还在这一页，先别关。过一会儿会再存。";
const BUSY = "存得太密，歇几秒再存。填的都还在。";

class LetterDesk {
  constructor(desk) {
    this.desk = desk;
    this.form = desk.querySelector("form");
    this.base = this.form.elements.namedItem("base");
    this.place = desk.querySelector("[data-draft-place]");
    this.said = desk.querySelector("[data-saved-said]");
    // What was changed elsewhere is not overwritten by typing: a button must be pressed.
    this.paused = desk.hasAttribute("data-paused");
    this.failures = 0;
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("change", () => this.changed());
    this.form.addEventListener("submit", (event) => this.submitted(event));
    document.addEventListener("visibilitychange", () => document.hidden && this.dirty && this.keep());
    window.addEventListener("online", () => this.dirty && this.keep());
  }

  changed() {
    this.dirty = true;
    if (!this.paused) this.later(REST);
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), wait);
  }

  keep() {
    clearTimeout(this.timer);
    if (this.paused || this.leaving) return;
    if (this.sending) this.later(REST);
    else this.sending = this.send().finally(() => (this.sending = undefined));
  }

  async send() {
    this.dirty = false;
    let answer, told;
    try {
      // A page that is being left may still finish what is small enough.
      const body = new FormData(this.form);
      answer = await fetch(this.desk.dataset.draftUrl, { method: "POST", body, keepalive: document.hidden });
      told = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-draft]");
    } catch {
      return this.failed(OFFLINE);
    }
    if (answer.status === 429) return this.failed(BUSY, 1_000 * Number(answer.headers.get("Retry-After") || 5));
    if (!told) return this.failed(OFFLINE);
    this.failures = 0;
    if (answer.ok || answer.status === 409) this.base.value = told.dataset.base;
    this.paused = answer.status === 409;
    this.dirty ||= !answer.ok;
    this.say(answer.ok ? `已保存 ${told.dataset.saved}` : told.dataset.refused, !answer.ok);
    this.put(told);
  }

  failed(words, wait = AGAIN[Math.min(this.failures, AGAIN.length - 1)]) {
    this.failures += 1;
    this.dirty = true;
    this.say(words, true);
    this.later(wait);
  }

  say(words, wrong) {
    this.said.textContent = words;
    this.said.classList.toggle("letter-unsaved", wrong);
  }

  put(told) {
    const folded = this.place.querySelector(".draft-lacking");
    const fresh = told.querySelector(".draft-lacking");
    if (folded && fresh) fresh.open = folded.open;
    this.place.replaceChildren(told);
  }

  // What is on its way is waited for: the button says the same, only later.
  async submitted(event) {
    clearTimeout(this.timer);
    if (this.sending) {
      event.preventDefault();
      const { submitter } = event;
      await this.sending;
      this.form.requestSubmit(submitter);
      return;
    }
    this.leaving = true;
  }
}

for (const desk of document.querySelectorAll("[data-letter-desk]")) new LetterDesk(desk);

// Back in a page the browser had kept: what it shows may be old.
window.addEventListener("pageshow", (event) => event.persisted && location.reload());
