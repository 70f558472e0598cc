// What a team pastes into its pages. Calls made before the launcher is there wait in `q`.
(function (w, d, b, s) {
  b = w.Bandeja;
  if (b) return;
  b = w.Bandeja = { q: [] };
  "load open close toggle refresh remove status on off identify setLanguage".split(" ").forEach(function (n) {
    b[n] = function () {
      b.q.push([n].concat([].slice.call(arguments)));
    };
  });
  s = d.createElement("script");
  s.async = 1;
  s.src = "{src}";
  d.head.appendChild(s);
})(window, document);
