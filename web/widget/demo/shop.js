/**
 * The shop's own script. `?channel=` names the chat channel, `?hostile` adds rules that reach for everything,
 * `?server=` is where Bandeja answers, when it is not here.
 */
const asked = new URLSearchParams(location.search);

if (asked.has("hostile")) {
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = "hostile.css";
  document.head.append(sheet);
}

// A page with Trusted Types says itself which scripts it loads.
const address = `${asked.get("server") ?? ""}/api/chat/widget.js?channel=${encodeURIComponent(asked.get("channel") ?? "")}`;
const policy = window.trustedTypes?.createPolicy("shop", { createScriptURL: (url) => url });

if (asked.has("channel")) {
  const script = document.createElement("script");
  script.async = true;
  script.src = policy ? policy.createScriptURL(address) : address;
  document.head.append(script);
}
