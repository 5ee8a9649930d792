/* Without a line, what was pressed stays on this telephone, its picture too, and is sent later,
   each with the key that the page gave it, so that it counts once. What could not be kept says
   so and leaves the form open. Without this file the page works all the same. */
"use strict";
(() => {
  const NAME = "machimori-rounds";
  const note = document.getElementById("kept");
  const done = (asked) =>
    new Promise((resolve, reject) => {
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  const opened = async () => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(NAME, { keyPath: "key" });
    return done(asked);
  };
  let database;
  const store = async (mode) => {
    database ??= opened();
    return (await database).transaction(NAME, mode).objectStore(NAME);
  };
  const read = async () => {
    const kept = await done((await store("readonly")).getAll());
    return kept.sort((one, other) => one.fields.pressed_at.localeCompare(other.fields.pressed_at));
  };
  const show = async () => {
    const kept = await read();
    note.hidden = kept.length === 0;
    note.textContent = `${note.dataset.words} ${kept.length}`;
  };
  const send = async (one) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(one.fields)) body.set(name, value);
    if (one.photo) body.set("photo", one.photo, one.photo.name || "photo.jpg");
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    const headers = { "X-Kept": "1" };
    const answer = await fetch(one.url, { method: "POST", body, headers, redirect: "manual" });
    return answer.status === 204;
  };
  const sendKept = async () => {
    for (const one of await read()) {
      try {
        if (!(await send(one))) continue;
      } catch {
        return;
      }
      await done((await store("readwrite")).delete(one.key));
      await show();
    }
  };
  const keep = async (form, button) => {
    const fields = { pressed_at: new Date().toISOString(), found: button.value };
    let photo = null;
    for (const [name, value] of new FormData(form)) {
      if (typeof value !== "string") photo = value.size ? value : null;
      else if (!["csrfmiddlewaretoken", "pressed_at"].includes(name)) fields[name] = value;
    }
    await done((await store("readwrite")).put({ key: fields.key, url: form.action, fields, photo }));
    await show();
  };
  const goOn = (form) => {
    const stop = form.closest("details.stop");
    stop.classList.add("sent");
    stop.open = false;
    const next = stop.parentElement.querySelector("details.stop:not(.sent)");
    if (next) {
      next.open = true;
      next.querySelector("summary").focus();
    }
  };
  const couldNotKeep = () => {
    note.hidden = false;
    note.textContent = note.dataset.lost;
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    if (navigator.onLine || !button || !form.closest("details.stop")) return;
    event.preventDefault();
    keep(form, button).then(() => goOn(form), couldNotKeep);
  });
  window.addEventListener("online", sendKept);
  show().then(() => navigator.onLine && sendKept(), () => {});
})();
