/* Without a line, what was pressed stays on this telephone and is sent later, each with the
   key that the page gave it, so that it counts once. Pictures are not kept: their page says so
   by keeping the form open. Without this file the page works all the same. */
"use strict";
(() => {
  const STORE = "machimori-rounds";
  const note = document.getElementById("kept");
  const read = () => JSON.parse(localStorage.getItem(STORE) || "[]");
  const write = (kept) => {
    localStorage.setItem(STORE, JSON.stringify(kept));
    note.hidden = kept.length === 0;
    note.textContent = `${note.dataset.words} ${kept.length}`;
  };
  const send = async (one) => {
    const body = new URLSearchParams(one.fields);
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    const headers = { "X-Kept": "1" };
    const answer = await fetch(one.url, { method: "POST", body, headers, redirect: "manual" });
    return answer.status === 204;
  };
  const sendKept = async () => {
    for (const one of read()) {
      try {
        if (!(await send(one))) continue;
      } catch {
        return;
      }
      write(read().filter((other) => other.fields.key !== one.fields.key));
    }
  };
  const keep = (form, button) => {
    const fields = { pressed_at: new Date().toISOString(), found: button.value };
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && !["csrfmiddlewaretoken", "pressed_at"].includes(name)) fields[name] = value;
    }
    write([...read(), { url: form.action, fields }]);
    const stop = form.closest("details.stop");
    stop.classList.add("sent");
    stop.open = false;
    const next = stop.parentElement.querySelector("details.stop:not(.sent)");
    if (next) {
      next.open = true;
      next.querySelector("summary").focus();
    }
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    if (navigator.onLine || !button || !form.closest("details.stop")) return;
    const photo = form.querySelector("input[type=file]");
    if (photo && photo.files.length) return;
    event.preventDefault();
    keep(form, button);
  });
  window.addEventListener("online", sendKept);
  write(read());
  if (navigator.onLine) sendKept();
})();
