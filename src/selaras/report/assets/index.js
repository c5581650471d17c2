"use strict";
const bar = document.querySelector(".bar");
const articles = [...document.querySelectorAll(".articles > li")];
const words = bar.querySelector('[type="search"]');
const only = bar.querySelector('[name="only"]');

function filter() {
  const wanted = words.value.toLowerCase();
  let found = 0;
  for (const article of articles) {
    article.hidden = !article.textContent.toLowerCase().includes(wanted) || (only.checked && !article.querySelector(".count.error"));
    found += !article.hidden;
  }
  bar.querySelector("output").textContent = found === 1 ? "1 article" : `${found} articles`;
}

bar.addEventListener("input", filter);
bar.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && event.target !== words) { words.focus(); event.preventDefault(); }
});
bar.hidden = false;
filter();
