// A tab that can be hidden, a browser that allows notifications when asked, and a line that says what a test wants.
(() => {
  let hidden = false;
  Object.defineProperty(document, "hidden", { get: () => hidden });
  const turn = (to) => {
    hidden = to;
    document.dispatchEvent(new Event("visibilitychange"));
  };
  window.hideTab = () => turn(true);
  window.showTab = () => turn(false);
  window.notified = [];
  window.Notification = class {
    static permission = "default";
    static async requestPermission() {
      return (this.permission = "granted");
    }
    constructor(title, more) {
      window.notified.push({ title, ...more });
    }
    close() {}
  };
  const sockets = [];
  const Real = window.WebSocket;
  window.WebSocket = class extends Real {
    constructor(address) {
      super(address);
      sockets.push(this);
    }
  };
  window.tellOf = (conversation) => {
    const frame = { type: "changed", conversation, inbox: "", kinds: ["message"], prev: 0, seq: 1 };
    for (const socket of sockets)
      if (socket.readyState === 1) socket.onmessage(new MessageEvent("message", { data: JSON.stringify(frame) }));
  };
})();
