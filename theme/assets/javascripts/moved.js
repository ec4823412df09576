// The numbered pages of lists became pages of years, months and letters: who comes to one is led to its list.
(() => {
  "use strict";

  const list = location.pathname.match(/^(.*\/)page-\d+\/(index\.html)?$/);
  if (list) location.replace(list[1]);
})();
