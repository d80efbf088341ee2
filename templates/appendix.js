"use strict";
// What a reader may do beyond reading: unfold all proofs, look at what a link points to, and copy formulas as LaTeX.
const proofs = [...document.querySelectorAll("details.proof")];
const button = document.getElementById("proofs");
button.hidden = proofs.length === 0;
button.addEventListener("click", () => {
  const open = proofs.some((proof) => !proof.open);
  for (const proof of proofs) proof.open = open;
  button.textContent = open ? "Fold all proofs" : "Open all proofs";
});

// A link into a folded proof unfolds it.
function unfold() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let place = target; place; place = place.parentElement) if (place.tagName === "DETAILS") place.open = true;
  target.scrollIntoView();
}
addEventListener("hashchange", unfold);
unfold();

// A preview of a result, an item or an equation, on hover and on focus; Escape closes it.
let preview = null;
function close() {
  if (preview) preview.remove();
  preview = null;
  for (const link of document.querySelectorAll("a[aria-describedby=preview]")) link.removeAttribute("aria-describedby");
}
function show(event) {
  const link = event.target.closest && event.target.closest("a[href^='#']:not(.plain)");
  if (!link) return;
  const target = document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)));
  if (!target) return;
  close();
  preview = document.createElement("div");
  preview.className = "preview";
  preview.id = "preview";
  preview.setAttribute("role", "tooltip");
  const shown = (target.querySelector(":scope > .stated") || target).cloneNode(true);
  for (const part of [shown, ...shown.querySelectorAll("[id]")]) part.removeAttribute("id");
  preview.append(...(shown.tagName === "LI" ? shown.childNodes : [shown]));
  const place = link.getBoundingClientRect();
  document.body.append(preview);
  const left = Math.min(place.left, document.documentElement.clientWidth - preview.offsetWidth - 8);
  const fits = place.bottom + preview.offsetHeight + 8 < innerHeight;
  preview.style.left = Math.max(8, left) + scrollX + "px";
  preview.style.top = scrollY + (fits ? place.bottom + 4 : Math.max(4 - scrollY, place.top - preview.offsetHeight - 4)) + "px";
  link.setAttribute("aria-describedby", "preview");
}
document.addEventListener("mouseover", show);
document.addEventListener("focusin", show);
document.addEventListener("focusout", close);
document.addEventListener("mouseout", (event) => {
  const to = event.relatedTarget;
  if (preview && !(to && (preview.contains(to) || (to.closest && to.closest("a[aria-describedby=preview]"))))) close();
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });

// What is copied has the LaTeX of every formula in it.
document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (selection.isCollapsed) return;
  const copied = document.createElement("div");
  for (let place = 0; place < selection.rangeCount; place += 1) copied.append(selection.getRangeAt(place).cloneContents());
  for (const formula of copied.querySelectorAll("math[alttext]")) formula.replaceWith("$" + formula.getAttribute("alttext") + "$");
  event.clipboardData.setData("text/plain", copied.textContent);
  event.preventDefault();
});
