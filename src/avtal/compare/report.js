"use strict";
(function () {
  const main = document.getElementById("innehall");
  const changes = [...document.querySelectorAll(".change")];
  const groups = [...document.querySelectorAll(".group")];
  const kinds = [...new Set(changes.map((change) => change.dataset.kind))];
  const whole = document.getElementById("texterna");
  if (!changes.length && !whole) return;

  const form = document.createElement("fieldset");
  form.className = "filters";
  const legend = document.createElement("legend");
  legend.textContent = "Visa";
  form.append(legend);
  const box = (text, checked) => {
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "checkbox";
    input.checked = checked;
    label.append(input, " " + text);
    form.append(label);
    return input;
  };
  const chosen = new Map(kinds.map((kind) => [kind, box(kind, true)]));
  const texts = whole ? box("hela texterna, även det som är lika", false) : null;
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  form.append(status);

  const apply = () => {
    let shown = 0;
    for (const change of changes) {
      change.hidden = !chosen.get(change.dataset.kind).checked;
      shown += !change.hidden;
    }
    for (const group of groups) group.hidden = !group.querySelector(".change:not([hidden])");
    if (whole) {
      whole.hidden = !texts.checked;
      for (const link of document.querySelectorAll('nav a[href="#texterna"]'))
        link.parentElement.hidden = whole.hidden;
    }
    status.hidden = !changes.length;
    status.textContent = `${shown} av ${changes.length} ändringar i sak visas.`;
  };
  form.addEventListener("change", apply);
  main.prepend(form);
  apply();
})();
