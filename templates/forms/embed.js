// Puts forms into a page: <div data-form="https://…/forms/…"></div>. The frame grows with the form.
(function () {
  "use strict";
  if (window.BandejaForms) return;
  var frames = [];

  function show(place) {
    var address = place.getAttribute("data-form");
    if (!address || place.getAttribute("data-form-shown") !== null) return;
    var url = new URL(address, document.baseURI);
    place.setAttribute("data-form-shown", "");
    url.searchParams.set("framed", "1");
    ["lang", "theme"].forEach(function (name) {
      var wanted = place.getAttribute("data-" + name);
      if (wanted) url.searchParams.set(name, wanted);
    });
    var frame = document.createElement("iframe");
    frame.src = url.href;
    frame.title = place.getAttribute("data-title") || "Form";
    // Styles are set one by one, which a strict policy allows.
    frame.style.display = "block";
    frame.style.width = "100%";
    frame.style.border = "0";
    frame.style.colorScheme = "normal";
    frame.height = "480";
    place.appendChild(frame);
    frames.push({ frame: frame, origin: url.origin });
  }

  function showAll() {
    [].forEach.call(document.querySelectorAll("[data-form]"), show);
  }

  window.addEventListener("message", function (event) {
    var told = event.data;
    if (!told || told.bandeja !== "form") return;
    frames.forEach(function (one) {
      if (event.origin !== one.origin || event.source !== one.frame.contentWindow) return;
      if (told.height > 0 && told.height < 20000) one.frame.height = String(Math.ceil(told.height));
      if (told.sent) one.frame.scrollIntoView({ block: "nearest" });
      if (typeof told.onward === "string" && /^https:\/\//.test(told.onward)) location.assign(told.onward);
    });
  });

  window.BandejaForms = { refresh: showAll };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", showAll);
  else showAll();
})();
