// The numbered pages of lists became pages of years, months and letters: who comes to one is led to its list.  Others
// find the words of the address in the search.
(() => {
  "use strict";

  const list = location.pathname.match(/^(.*\/)page-\d+\/(index\.html)?$/);
  if (list) return location.replace(list[1]);

  const name = location.pathname.split("/").filter((part) => part && part !== "index.html").pop() ?? "";
  const words = name.replace(/^\d{4}-\d\d-\d\d-|\.html$/g, "").replaceAll("-", " ");
  const field = document.querySelector(".missing input");
  if (field && /^[a-z\d ]+$/.test(words)) field.value = words;
})();
