"use strict";
(function () {
  const changes = [...document.querySelectorAll(".change")];
  const same = [...document.querySelectorAll("tr.same, section.state-same")];
  const kinds = [...new Set(changes.map((change) => change.dataset.kind))];
  if (!changes.length && !same.length) return;

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
  const only = box("bara det som är ändrat", false);
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  form.append(status);

  const apply = () => {
    let shown = 0;
    for (const change of changes) {
      change.hidden = !chosen.get(change.dataset.kind).checked;
      shown += !change.hidden;
    }
    for (const row of same) row.hidden = only.checked;
    status.textContent = `${shown} av ${changes.length} ändringar i sak visas.`;
  };
  form.addEventListener("change", apply);
  document.getElementById("innehall").prepend(form);
  apply();
})();
