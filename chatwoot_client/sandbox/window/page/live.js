// What the sandbox tells as it happens, over the window's own `/cable`.

const IDENTIFIER = JSON.stringify({ channel: "RoomChannel" });
const SECONDS_WITHOUT_PING = 10;
const LONGEST_WAIT = 5000;

/**
 * Listen for as long as the page is there.
 *
 * `heard(event, data)` is called with each event, `connected()` when nothing gets lost from now on, so that it's time to
 * read what did, and `lost()` when something may.
 */
export function listen({ heard, connected, lost }) {
  let attempts = 0;
  let watch = null;

  function open() {
    const address = new URL("cable", location.href.replace(/^http/, "ws"));
    const socket = new WebSocket(address, ["actioncable-v1-json"]);
    const stayAwake = () => {
      clearTimeout(watch);
      watch = setTimeout(() => socket.close(), SECONDS_WITHOUT_PING * 1000);
    };
    socket.onmessage = ({ data }) => {
      stayAwake();
      const frame = JSON.parse(data);
      if (frame.type === "welcome") {
        socket.send(JSON.stringify({ command: "subscribe", identifier: IDENTIFIER }));
      } else if (frame.type === "confirm_subscription") {
        attempts = 0;
        connected();
      } else if (frame.message?.event) {
        heard(frame.message.event, frame.message.data);
      }
    };
    socket.onclose = () => {
      clearTimeout(watch);
      lost();
      setTimeout(open, Math.min(LONGEST_WAIT, 250 * 2 ** attempts++));
    };
  }

  open();
}
