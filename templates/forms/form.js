(function () {
  "use strict";
  var root = document.documentElement;
  var form = document.querySelector("form");
  var wrong = document.getElementById("wrong");
  if (wrong) wrong.focus();

  // In a frame: its height goes to the page around it, which no word of the form does.
  if (window.parent !== window) {
    root.setAttribute("data-framed", "");
    var framed = form && form.elements._framed;
    if (framed) framed.value = "1";
    var tell = function () {
      var height = Math.ceil(document.querySelector("main").getBoundingClientRect().height);
      window.parent.postMessage({ bandeja: "form", height: height, sent: !form }, "*");
    };
    tell();
    new ResizeObserver(tell).observe(document.querySelector("main"));
    var onward = document.getElementById("onward");
    if (onward) window.parent.postMessage({ bandeja: "form", onward: onward.href }, "*");
  }
  if (!form || !form.hasAttribute("action")) return;

  // What is too large for one request is put in its place first; the form then names it.
  var MOST = 3000000;
  var button = form.querySelector("button");
  var words = button.textContent;
  var failed = form.querySelector(".failed");
  var address = form.getAttribute("action") + "/uploads";

  function put(file, input) {
    var asked = {
      id: form.elements._id.value,
      started: form.elements._started.value,
      field: input.name,
      name: file.name,
      content_type: file.type || "application/octet-stream",
      size: file.size,
    };
    var headers = { "Content-Type": "application/json" };
    return fetch(address, { method: "POST", headers: headers, body: JSON.stringify(asked) })
      .then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      })
      .then(function (slot) {
        var data = new FormData();
        Object.keys(slot.fields).forEach(function (name) {
          data.append(name, slot.fields[name]);
        });
        data.append("file", file);
        return fetch(slot.url, { method: "POST", body: data }).then(function (answer) {
          if (!answer.ok) throw new Error(String(answer.status));
          var kept = document.createElement("input");
          kept.type = "hidden";
          kept.name = "_file." + input.name;
          kept.value = slot.id;
          form.appendChild(kept);
        });
      });
  }

  function fail(why) {
    failed.textContent = form.getAttribute(why);
    failed.hidden = false;
    free();
  }

  function sizeOf(inputs) {
    return inputs.reduce(function (sum, input) {
      return [].reduce.call(
        input.files,
        function (size, file) {
          return size + file.size;
        },
        sum,
      );
    }, 0);
  }

  function free() {
    button.disabled = false;
    button.textContent = words;
  }

  form.addEventListener("submit", function (event) {
    if (button.disabled) {
      event.preventDefault();
      return;
    }
    button.disabled = true;
    button.textContent = form.getAttribute("data-sending");
    failed.hidden = true;
    var given = [].slice.call(form.querySelectorAll("input[type=file]"));
    if (sizeOf(given) <= MOST) return;
    event.preventDefault();
    // What the form does not ask for has no place of its own.
    var inputs = given.filter(function (input) {
      return !input.hasAttribute("data-extra");
    });
    if (sizeOf(given) - sizeOf(inputs) > MOST) {
      fail("data-large");
      return;
    }
    var all = [];
    inputs.forEach(function (input) {
      [].forEach.call(input.files, function (file) {
        all.push(put(file, input));
      });
    });
    Promise.all(all).then(
      function () {
        inputs.forEach(function (input) {
          input.required = false;
          input.value = "";
        });
        form.submit();
      },
      function () {
        fail("data-failed");
      },
    );
  });
  // Somebody comes back by the browser's button.
  window.addEventListener("pageshow", free);
})();
