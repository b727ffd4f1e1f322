"use strict";
(() => {
  const root = document.documentElement, table = document.getElementById("list");
  root.classList.add("js");
  const bodies = table ? [...table.tBodies] : [];
  const rows = bodies.map((body, place) => ({
    body, place,
    text: (body.rows[0].textContent + " " + (body.dataset.q || "")).toLowerCase(),
  }));
  const control = (name) => document.getElementById(name);
  // Details that do not lie in the page lie in one packed text, by the number of the account.
  let unpacked = {};
  const ready = (async () => {
    const packed = control("packed");
    if (!packed) return;
    const bytes = Uint8Array.from(atob(packed.textContent), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    unpacked = JSON.parse(await new Response(stream).text());
  })();
  const fill = (scope) => {
    const waiting = unpacked[scope.id && scope.id.slice(1)];
    if (waiting) {
      delete unpacked[scope.id.slice(1)];
      scope.querySelector("details").insertAdjacentHTML("beforeend", waiting);
    }
    for (const lazy of scope.querySelectorAll("noscript.lazy")) {
      const box = document.createElement("div");
      box.innerHTML = lazy.textContent;
      lazy.replaceWith(box);
    }
  };
  const open = (body, wanted) => {
    if (wanted) {
      fill(body);
      ready.then(() => fill(body));
    }
    body.classList.toggle("open", wanted);
    body.querySelector("details").open = wanted;
    body.querySelector(".more").setAttribute("aria-expanded", String(wanted));
  };
  const shown = () => rows.filter((row) => !row.body.hidden);
  const filter = () => {
    const words = control("q").value.toLowerCase().split(/\s+/).filter(Boolean);
    const tier = document.querySelector("input[name=tier]:checked").value;
    const registry = control("registry").value, flagged = control("flagged").checked;
    for (const { body, text } of rows) {
      body.hidden = !(
        (!tier || body.dataset.k === tier) && (!registry || body.dataset.r === registry) &&
        (!flagged || body.dataset.f === "1") && words.every((word) => text.includes(word))
      );
    }
    const count = shown().length, said = control("count");
    said.textContent = said.dataset.said.replace("{shown}", count);
    control("nomatch").hidden = count > 0 || rows.length === 0;
  };
  const value = (row, column) => {
    const text = row.body.rows[0].cells[column].dataset.v || row.body.rows[0].cells[column].textContent.trim();
    const number = Number(text.replace(/[,\s]/g, ""));
    return text !== "" && !Number.isNaN(number) ? number : text;
  };
  const compare = (one, other) => {
    const numbers = [typeof one === "number", typeof other === "number"];
    if (numbers[0] && numbers[1]) return one - other;
    if (numbers[0] !== numbers[1]) return 0;
    return one < other ? -1 : one > other ? 1 : 0;
  };
  const sort = (column, down) => {
    const heads = table.tHead.rows[0].cells;
    for (const head of heads) head.removeAttribute("aria-sort");
    heads[column].setAttribute("aria-sort", down ? "descending" : "ascending");
    const keyed = rows.map((row) => ({ row, key: value(row, column) }));
    const known = keyed.some((each) => typeof each.key === "number");
    const isLast = (key) => known && typeof key !== "number";
    keyed.sort((one, other) =>
      isLast(one.key) - isLast(other.key) || (down ? -1 : 1) * compare(one.key, other.key) || one.row.place - other.row.place);
    table.append(...keyed.map((each) => each.row.body));
  };
  const goTo = () => {
    const body = /^#a\d+$/.test(location.hash) ? control(location.hash.slice(1)) : null;
    if (body && body.tagName === "TBODY") {
      body.hidden = false;
      open(body, true);
      body.scrollIntoView();
    }
  };
  if (table && rows.length) {
    table.tHead.addEventListener("click", (event) => {
      const head = event.target.closest("th");
      if (head && event.target.closest("button")) sort(head.cellIndex, head.getAttribute("aria-sort") === "ascending");
    });
    table.addEventListener("click", (event) => {
      const row = event.target.closest("tr.sum");
      if (row && !String(getSelection())) open(row.parentNode, !row.parentNode.classList.contains("open"));
    });
    for (const name of ["q", "registry", "flagged"]) control(name).addEventListener("input", filter);
    for (const chip of document.querySelectorAll("input[name=tier]")) chip.addEventListener("change", filter);
    const chosen = control("order");
    chosen.addEventListener("change", () => {
      const [column, down] = chosen.value.split(" ");
      sort(Number(column), down === "down");
    });
    control("print").addEventListener("click", () => ready.then(() => print()));
    addEventListener("hashchange", goTo);
    filter();
    goTo();
  }
  document.addEventListener("click", (event) => {
    const drawn = event.target.closest && event.target.closest("svg g, svg circle, svg rect");
    const told = drawn && drawn.querySelector(":scope > title");
    const figure = told && event.target.closest("figure");
    const tip = figure && figure.querySelector(".tip");
    if (tip) tip.textContent = told.textContent;
  });
  let before = [], folded = [];
  addEventListener("beforeprint", () => {
    before = shown().filter((row) => !row.body.classList.contains("open")).map((row) => row.body);
    before.forEach((body) => open(body, true));
    folded = [...document.querySelectorAll("details:not([open])")].filter((each) => !each.closest("tbody[hidden]"));
    folded.forEach((each) => { each.open = true; });
  });
  addEventListener("afterprint", () => {
    before.forEach((body) => open(body, false));
    folded.forEach((each) => { each.open = false; });
  });
})();
