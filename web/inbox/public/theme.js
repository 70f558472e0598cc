// Sets the chosen theme before the first paint. A file of its own, so that the page needs no inline script.
(function () {
  try {
    var theme = localStorage.getItem("bandeja.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    var language = localStorage.getItem("bandeja.language");
    if (language === "en" || language === "es") document.documentElement.lang = language;
  } catch {
    // Storage may be switched off: then the theme follows the system.
  }
})();
