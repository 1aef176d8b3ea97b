// Own files: the SHA-256 is worked out on this device, and only name, size, time and digest are sent. Without this file the
// form sends the files themselves; with it no file ever leaves, not even when something goes wrong.
function digest(worker, file, progress) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      if (data.digest) resolve(data.digest);
      else if (data.failed) reject(new Error(file.name));
      else progress(data.done);
    };
    worker.onerror = () => reject(new Error(file.name));
    // A file that is gone, or was never fetched from the cloud, has no size any more.
    if (file.size) worker.postMessage({ file });
    else reject(new Error(file.name));
  });
}

class OwnFilesForm {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[type=file]");
    this.button = form.querySelector("button[type=submit]");
    this.area = form.querySelector("[data-hashing]");
    this.said = form.querySelector("[data-said]");
    this.bar = form.querySelector("[data-done]");
    form.querySelector("[data-sent-note]").hidden = true;
    form.querySelector("[data-here-note]").hidden = false;
    form.querySelector("[data-stop]").addEventListener("click", () => this.stop("停下了。什么都没有登记，也没有上传。"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.start();
    });
  }

  say(words) {
    this.area.hidden = false;
    this.said.textContent = words;
    this.area.scrollIntoView({ block: "nearest" });
  }

  stop(words) {
    this.worker?.terminate();
    this.worker = undefined;
    this.button.disabled = false;
    this.bar.hidden = true;
    this.form.querySelector("[data-stop]").hidden = true;
    this.say(words);
  }

  async start() {
    const files = [...this.input.files];
    const most = Number(this.form.dataset.most);
    if (!files.length) return this.stop("请先选一个或几个文件。");
    if (files.length > most) return this.stop(`一次最多${most}个文件，你选了${files.length}个。请分几次选。`);
    this.button.disabled = true;
    this.bar.hidden = false;
    this.form.querySelector("[data-stop]").hidden = false;
    const worker = new Worker(this.form.dataset.worker);
    this.worker = worker;
    const whole = files.reduce((sum, file) => sum + file.size, 0);
    const noted = [];
    let before = 0;
    try {
      for (const [place, file] of files.entries()) {
        this.say(`正在算第${place + 1}个，共${files.length}个：${file.name}`);
        const found = await digest(worker, file, (done) => (this.bar.value = (100 * (before + done)) / whole));
        before += file.size;
        noted.push({ name: file.name, size: file.size, modified: this.changed(file), sha256: found });
      }
    } catch (failure) {
      return this.stop(`“${failure.message}”是空的，或者读不出来。它可能还在网盘里，或者刚改过名。什么都没有登记，也没有上传。`);
    }
    if (this.worker === worker) this.send(noted);
  }

  // Where a phone does not tell the time of the last change, browsers give the present moment.
  changed(file) {
    const moment = new Date(file.lastModified);
    return Number.isNaN(moment.getTime()) || Date.now() - moment < 1_000 ? null : moment.toISOString();
  }

  send(noted) {
    const form = Object.assign(document.createElement("form"), { method: "post", action: this.form.action, hidden: true });
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "noted" });
    field.value = JSON.stringify(noted);
    form.append(field);
    document.body.append(form);
    form.submit();
  }
}

if (window.Worker) {
  for (const form of document.querySelectorAll("form[data-own-files]")) new OwnFilesForm(form);
}
