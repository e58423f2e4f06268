// What pages do beyond links: words of a mark on pointing, arrow keys along marks, filters, and the quote one came for.
"use strict";

function showWords(figure, mark) {
  const card = figure.querySelector(".card");
  const wide = figure.querySelector(`.wide [data-c="${CSS.escape(mark.dataset.c)}"] title`);
  const [head, quote, source] = (wide || mark).textContent.split("\n");
  const link = document.createElement("a");
  link.href = mark.getAttribute("href");
  link.textContent = "in its article";
  const bold = document.createElement("b");
  bold.textContent = head;
  const quoted = document.createElement("q");
  quoted.textContent = (quote || "").replace(/^“|”$/g, "");
  card.replaceChildren(bold, quoted, `${source || ""} · `, link);
  for (const other of figure.querySelectorAll(".m.on")) other.classList.remove("on");
  mark.classList.add("on");
}

function wireFigure(figure) {
  for (const plot of figure.querySelectorAll("svg.plot")) {
    const marks = [...plot.querySelectorAll(".m")];
    marks.forEach((mark, at) => {
      mark.setAttribute("tabindex", at === marks.length - 1 ? "0" : "-1");
      mark.addEventListener("pointerenter", () => showWords(figure, mark));
      mark.addEventListener("focus", () => showWords(figure, mark));
      mark.addEventListener("click", (event) => {
        // The first tap of a finger shows the words; the link below them leads on.
        if (mark.dataset.touched === "yes") event.preventDefault();
      });
      mark.addEventListener("pointerdown", (event) => { mark.dataset.touched = event.pointerType === "touch" ? "yes" : "no"; });
    });
    plot.addEventListener("keydown", (event) => {
      const at = marks.indexOf(document.activeElement);
      const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: marks.length - 1 }[event.key];
      if (at < 0 || to === undefined || !marks[to]) return;
      event.preventDefault();
      marks[at].setAttribute("tabindex", "-1");
      marks[to].setAttribute("tabindex", "0");
      marks[to].focus();
    });
  }
}

function wireFilter(input) {
  input.closest(".filter").hidden = false;
  const lines = [...document.querySelectorAll(input.dataset.filter)].map((line) => [line, line.textContent.toLowerCase()]);
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/);
    for (const [line, text] of lines) line.hidden = !words.every((word) => text.includes(word));
  });
}

function showTarget() {
  const id = decodeURIComponent(location.hash).replace(/^#[cd]-/, "");
  for (const mark of document.querySelectorAll("mark[data-claims], .card-claim")) {
    mark.classList.toggle("on", id !== "" && (mark.id === `d-${id}` || (mark.dataset.claims || "").split(" ").includes(id)));
  }
  const card = document.getElementById(`d-${id}`);
  if (card && location.hash.startsWith("#c-") && matchMedia("(min-width: 64rem)").matches) {
    const mark = document.getElementById(`c-${id}`);
    card.scrollIntoView({ block: "center" });
    if (mark && Math.abs(mark.getBoundingClientRect().top - innerHeight / 2) > innerHeight / 2) mark.scrollIntoView({ block: "center" });
  }
}

document.querySelectorAll("figure.timeline").forEach(wireFigure);
document.querySelectorAll("input[data-filter]").forEach(wireFilter);
if (document.querySelector("mark[data-claims]")) {
  addEventListener("hashchange", showTarget);
  showTarget();
}
