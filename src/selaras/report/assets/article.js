"use strict";
const bar = document.querySelector(".bar");
const units = [...document.querySelectorAll(".unit")];
const severities = ["error", "warning", "info"];
const boxes = severities.map((name) => bar.querySelector(`[name="${name}"]`));
const code = bar.querySelector("select");
const only = bar.querySelector('[name="only"]');

function isWanted(finding) {
  const shown = boxes[severities.indexOf(finding.dataset.severity)];
  return shown.checked && (!code.value || finding.dataset.code === code.value);
}

function filter() {
  let found = 0;
  for (const unit of units) {
    const findings = [...unit.querySelectorAll(".findings > li")];
    const wanted = findings.map(isWanted);
    findings.forEach((finding, place) => { finding.hidden = !wanted[place]; });
    for (const mark of unit.querySelectorAll("mark")) {
      mark.classList.toggle("off", !mark.dataset.findings.split(" ").some((place) => wanted[Number(place)]));
    }
    const left = findings.filter((_, place) => wanted[place]);
    const worst = severities.find((name) => left.some((finding) => finding.dataset.severity === name));
    for (const name of severities) unit.classList.toggle(name, name === worst);
    unit.hidden = only.checked && !worst;
    unit.dataset.left = left.length;
    found += left.reduce((sum, finding) => sum + Number(finding.dataset.times), 0);
  }
  for (const block of document.querySelectorAll(".block")) {
    block.hidden = [...block.children].every((unit) => unit.hidden);
  }
  bar.querySelector("output").textContent = found === 1 ? "1 finding" : `${found} findings`;
}

function step(direction) {
  const marked = units.filter((unit) => !unit.hidden && unit.dataset.left !== "0");
  const here = marked.indexOf(document.activeElement.closest(".unit"));
  const next = marked[here < 0 ? (direction > 0 ? 0 : marked.length - 1) : here + direction];
  if (next) next.focus();
}

function press(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("select")) return;
  if (event.key === "j" || event.key === "n") step(1);
  else if (event.key === "k" || event.key === "p") step(-1);
  else if (event.key === "f") { only.checked = !only.checked; filter(); }
  else if (severities[Number(event.key) - 1]) { boxes[Number(event.key) - 1].click(); }
  else return;
  event.preventDefault();
}

bar.addEventListener("change", filter);
bar.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("keydown", press);
bar.hidden = false;
filter();
