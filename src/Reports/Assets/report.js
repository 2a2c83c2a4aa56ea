
"use strict";

// Tables: a click on a heading sorts by it, a second one turns the order round.
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const valueOf = (row, column) => {
    const cell = row.cells[column];
    return "v" in cell.dataset ? Number(cell.dataset.v) : cell.classList.contains("num") ? null : cell.textContent;
  };
  const compare = (a, b) => typeof a === "number" ? a - b : a.localeCompare(b, "en", { numeric: true });
  heads.forEach((head, column) => head.addEventListener("click", () => {
    const isDown = head.getAttribute("aria-sort") === "ascending";
    heads.forEach(h => h.setAttribute("aria-sort", "none"));
    head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
    const rows = [...body.rows].map(row => [valueOf(row, column), row]);
    // Rows without a value stay last in either order.
    rows.sort(([a], [b]) => a === null || b === null ? (a === null) - (b === null) : isDown ? compare(b, a) : compare(a, b));
    body.append(...rows.map(([, row]) => row));
  }));
}

const filter = document.getElementById("filter");
filter?.addEventListener("input", () => {
  const wanted = filter.value.trim().toLowerCase();
  for (const item of document.querySelectorAll("[data-name]"))
    item.hidden = !item.dataset.name.toLowerCase().includes(wanted);
});

document.getElementById("theme")?.addEventListener("click", () => {
  const root = document.documentElement;
  const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "light" : "dark";
});
