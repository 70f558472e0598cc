/** `?form=` names the form, `?server=` is where Bandeja answers, when it is not here. */
const asked = new URLSearchParams(location.search);
const server = asked.get("server") ?? location.origin;

// A page with Trusted Types says itself which scripts it loads.
const address = `${server}/forms/embed.js`;
const policy = window.trustedTypes?.createPolicy("shop", { createScriptURL: (url) => url });

if (asked.has("form")) {
  document.getElementById("contact").dataset.form = `${server}/forms/${encodeURIComponent(asked.get("form"))}`;
  const script = document.createElement("script");
  script.async = true;
  script.src = policy ? policy.createScriptURL(address) : address;
  document.head.append(script);
}
