// Beside a letter's form, or on a narrow screen behind it, stands the letter. Without this file it stands below.
const NARROW = window.matchMedia("(max-width: 74.99em)");

class Turning {
  constructor(desk) {
    this.desk = desk;
    this.form = desk.querySelector("form");
    this.draft = desk.querySelector("#draft");
    this.turn = desk.querySelector("[data-turn]");
    this.at = 0;
    desk.dataset.live = "";
    this.turn.hidden = false;
    desk.querySelector("[data-without-script]").hidden = true;
    this.turn.addEventListener("click", () => this.show(!this.turned));
    document.addEventListener("click", (event) => this.followed(event));
  }

  get turned() {
    return "turned" in this.desk.dataset;
  }

  show(turned) {
    if (turned) this.at = window.scrollY;
    this.desk.toggleAttribute("data-turned", turned);
    this.turn.textContent = turned ? "接着填" : "边填边看";
    this.turn.setAttribute("aria-expanded", String(turned));
    if (turned) {
      this.draft.focus({ preventScroll: true });
      this.draft.scrollIntoView({ block: "start", behavior: "instant" });
    } else if (NARROW.matches) window.scrollTo({ top: this.at, behavior: "instant" });
  }

  // A link into a folded part unfolds it, and one into the form leaves the letter.
  followed(event) {
    const link = event.target.closest?.("a[href^='#']");
    const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    if (target === this.draft) this.show(true);
    else if (this.turned && this.form.contains(target)) this.show(false);
    for (let part = target.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  }
}

for (const desk of document.querySelectorAll("[data-letter-desk]")) new Turning(desk);
