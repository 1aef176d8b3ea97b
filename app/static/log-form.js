// One thing a screen on the phone: the groups of a form marked data-steps are shown one after the other.
// Without this file, and on wide screens, the form is simply one page.
const NARROW = window.matchMedia("(max-width: 40em)");

function button(text, kind, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `button button-${kind}`;
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

class SteppedForm {
  constructor(form) {
    this.form = form;
    this.steps = [...form.querySelectorAll("[data-step]")];
    this.end = [];
    for (let after = this.steps.at(-1).nextElementSibling; after; after = after.nextElementSibling) this.end.push(after);
    const broken = this.steps.findIndex((step) => step.querySelector(".field-problem"));
    this.here = Math.max(broken, 0);
    this.said = document.createElement("p");
    this.said.className = "step-said";
    this.said.setAttribute("role", "status");
    this.moves = document.createElement("div");
    this.moves.className = "buttons step-moves";
    this.back = button("上一步", "plain", () => this.go(this.here - 1));
    this.next = button("下一步", "primary", () => this.forward());
    this.moves.append(this.next, this.back);
    this.steps[0].before(this.said);
    this.steps.at(-1).after(this.moves);
    for (const [place, step] of this.steps.entries()) {
      step.tabIndex = -1;
      // A refused field, and a link of the error summary, must be on the screen to be reached.
      step.addEventListener("invalid", () => this.show(place), true);
      step.addEventListener("focusin", () => place === this.here || this.show(place));
    }
    window.addEventListener("hashchange", () => this.reveal());
    NARROW.addEventListener("change", () => this.show(this.here));
    this.show(this.here);
  }

  show(place) {
    this.here = place;
    const split = NARROW.matches;
    const last = place === this.steps.length - 1;
    for (const [at, step] of this.steps.entries()) step.hidden = split && at !== place;
    this.said.hidden = this.moves.hidden = !split;
    this.said.textContent = `这张表第${place + 1}屏，共${this.steps.length}屏`;
    this.back.hidden = place === 0;
    this.next.hidden = last;
    for (const part of this.end) part.hidden = split && !last;
  }

  go(place) {
    this.show(place);
    this.steps[place].focus({ preventScroll: true });
    this.said.scrollIntoView({ block: "start" });
  }

  forward() {
    const fields = [...this.steps[this.here].querySelectorAll("input, select, textarea")];
    if (fields.every((field) => field.reportValidity())) this.go(this.here + 1);
  }

  reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const place = this.steps.findIndex((step) => step.contains(target));
    if (place >= 0) {
      this.show(place);
      target.focus();
    }
  }
}

for (const form of document.querySelectorAll("form[data-steps]")) {
  if (form.querySelectorAll("[data-step]").length > 1) new SteppedForm(form);
}
