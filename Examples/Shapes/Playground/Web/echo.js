// Speaks version 2 of the Phoenix protocol over a WebSocket: [join_ref, ref, topic, event, payload].

const topic = "playground:echo";
const heartbeatSeconds = 25;
const longestLog = 100;

const form = document.querySelector("#echo");
const log = document.querySelector("#log");
const state = document.querySelector("#state");

let socket = null;
let name = "";
let seen = 0;
let reference = 0;
let joinReference = null;
let heartbeat = null;

function show(kind, who, text, token) {
  document.querySelector("#empty").hidden = true;
  const item = document.createElement("li");
  item.className = kind;
  const head = document.createElement("p");
  head.className = "who";
  const speaker = document.createElement("strong");
  speaker.textContent = who;
  const time = document.createElement("time");
  time.textContent = new Date().toLocaleTimeString();
  head.append(speaker, time);
  const frame = document.createElement("pre");
  frame.append(...abbreviated(text, token));
  item.append(head, frame);
  log.append(item);
  while (log.children.length > longestLog) log.firstChild.remove();
  item.scrollIntoView({ block: "nearest" });
}

// A token is shown in one line, however long it is.
function abbreviated(text, token) {
  if (!token || !text.includes(token)) return [text];
  const [before, after] = text.split(token, 2);
  const long = document.createElement("span");
  long.className = "long";
  long.textContent = token;
  return [before, long, after];
}

async function json(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`The server answers ${response.status}.`);
  return response.json();
}

async function chosenToken() {
  const kind = new FormData(form).get("kind");
  if (kind === "missing") return null;
  return (await json(`/playground/token?kind=${encodeURIComponent(kind)}`)).token;
}

// What the server says of the latest refusal, which a client of a real server never learns.
async function refusal() {
  const found = await json(`/playground/refusals?socket=${encodeURIComponent(name)}`);
  const fresh = found.refusals.slice(seen);
  seen = found.refusals.length;
  return fresh.at(-1);
}

function send(event, payload, token) {
  reference += 1;
  if (event === "phx_join") joinReference = `${reference}`;
  const fields = token === null ? payload : { ...payload, "Approov-Token": token };
  const text = JSON.stringify([joinReference, `${reference}`, topic, event, fields]);
  socket.send(text);
  show("sent", "Sent", text, token);
}

async function explain(what) {
  for (const milliseconds of [100, 300, 600]) {
    await new Promise((done) => setTimeout(done, milliseconds));
    const found = await refusal();
    if (found) {
      show("refused", what, `${found.code}: ${found.message}`);
      return;
    }
  }
}

// Says how far one is, and which step comes next.
function setState(text, next) {
  state.textContent = text;
  for (const button of form.querySelectorAll(".next")) button.classList.remove("next");
  document.querySelector(next).classList.add("next");
}

function close() {
  clearInterval(heartbeat);
  if (socket) socket.onclose = null;
  socket?.close(1000);
  socket = null;
  joinReference = null;
  setState("closed", "#connect");
}

async function connect() {
  close();
  const token = await chosenToken();
  name = crypto.randomUUID();
  seen = 0;
  const query = new URLSearchParams({ vsn: "2.0.0", name });
  if (token !== null) query.set("Approov-Token", token);
  const path = `/playground/socket/websocket?${query}`;
  show("sent", "Asked for a WebSocket", `GET ${path}`, token);
  const opened = new WebSocket(`ws://${location.host}${path}`);
  socket = opened;
  setState("opening", "#connect");
  opened.onopen = () => {
    setState("open", "#join");
    show("received", "Received", "101 Switching Protocols");
    heartbeat = setInterval(() => {
      opened.send(JSON.stringify([null, "heartbeat", "phoenix", "heartbeat", {}]));
    }, heartbeatSeconds * 1000);
  };
  opened.onmessage = (message) => {
    const [, ref, , event, payload] = JSON.parse(message.data);
    if (ref === "heartbeat") return;
    show("received", "Received", message.data);
    if (event === "phx_reply" && payload.status === "error") explain("The join is refused. Only here you see why");
    if (event === "phx_reply" && payload.status === "ok") setState("open, and has joined", "#say");
  };
  opened.onclose = (event) => {
    const wasOpen = state.textContent.startsWith("open,") || state.textContent === "open";
    close();
    if (wasOpen) show("refused", "Closed", `The server has closed the socket with code ${event.code}.`);
    else explain("The connection is refused with 403. Only here you see why").catch(tell);
  };
}

async function join() {
  if (!isOpen()) return;
  send("phx_join", {}, await chosenToken());
}

async function say() {
  if (!isOpen()) return;
  if (joinReference === null) return show("refused", "Not sent", "Join first.");
  send("echo_it", { message: document.querySelector("#message").value }, await chosenToken());
  await explain("There is no answer: the event is refused. Only here you see why");
}

function isOpen() {
  if (socket?.readyState === WebSocket.OPEN) return true;
  show("refused", "Not sent", "Connect first.");
  return false;
}

function tell(error) {
  show("refused", "Not done", error.message);
}

document.querySelector("#connect").addEventListener("click", () => connect().catch(tell));
document.querySelector("#join").addEventListener("click", () => join().catch(tell));
document.querySelector("#disconnect").addEventListener("click", () => {
  if (!isOpen()) return;
  close();
  show("sent", "Closed", "The socket is closed with code 1000.");
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  say().catch(tell);
});

form.hidden = false;
document.querySelector(".state").hidden = false;
