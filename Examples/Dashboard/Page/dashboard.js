// Draws the charts, and keeps the page up to date with the server's events.

const element = id => document.getElementById(id);
const SILENCE = 5000; // The server says something every second.

const history = { epoch: null, length: 3600, samples: [], outcomes: [] };
let seconds = 3600;

// Charts

const make = (name, attributes, text) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
};

/** Returns the next number at or above one that is 1, 2 or 5 times a power of ten. */
const roundUp = number => {
  const power = 10 ** Math.floor(Math.log10(number));
  return [1, 2, 5, 10].map(step => step * power).find(step => step >= number * 0.999999);
};

/** Returns what happened a second in each of so many columns, oldest first, by the place of the outcome. */
const columns = (count, step) => {
  const last = history.samples.at(-1)?.n ?? 0;
  const made = Array.from({ length: count }, () => ({ samples: 0, times: new Map() }));
  // A column always holds the same seconds, so that it does not change while it moves; the newest may hold fewer.
  const end = Math.ceil(last / step);
  for (const { n, o } of history.samples) {
    const column = made[count - 1 - (end - Math.ceil(n / step))];
    if (!column) continue;
    column.samples += 1;
    for (const [place, times] of o) column.times.set(place, (column.times.get(place) ?? 0) + times);
  }
  return made.map(({ samples, times }) => [...times].map(([place, sum]) => [place, sum / samples]));
};

const draw = (id, isShown, what) => {
  const box = element(id);
  const [width, height] = [box.clientWidth, box.clientHeight];
  if (width === 0) return;
  const step = { 60: 1, 600: 5, 3600: 30 }[seconds];
  const count = seconds / step;
  const bars = columns(count, step).map(column =>
    column.filter(([place]) => isShown(history.outcomes[place])).sort(([a], [b]) => a - b));
  const sums = bars.map(bar => bar.reduce((sum, [, rate]) => sum + rate, 0));
  const most = Math.max(...sums);
  const top = roundUp(most || 1);
  const [left, right, above, below] = [44, 1, 8, 20];
  const x = column => left + (width - left - right) * column / count;
  const y = rate => above + (height - above - below) * (1 - rate / top);
  const spoken = document.querySelector(`#windows [data-seconds="${seconds}"]`).textContent;
  const picture = make("svg", {
    viewBox: `0 0 ${width} ${height}`, role: "img",
    "aria-label": `${what} within ${spoken}: at most ${Number(most.toPrecision(3))} a second. The table below has the sums.`,
  });
  for (const part of [0, 0.5, 1]) {
    const rate = top * part;
    picture.append(make("line", { x1: left, x2: width - right, y1: y(rate), y2: y(rate) }));
    picture.append(make("text", { x: left - 8, y: y(rate) + 4, "text-anchor": "end" }, String(Number(rate.toPrecision(3)))));
  }
  const gap = x(1) - x(0) > 4 ? 1 : 0;
  bars.forEach((bar, column) => {
    let floor = 0;
    for (const [place, rate] of bar) {
      const [from, to] = [y(floor), y(floor += rate)];
      picture.append(make("rect", {
        class: history.outcomes[place]?.colour ?? "c8", x: x(column), width: Math.max(x(column + 1) - x(column) - gap, 0.5),
        y: to, height: Math.max(from - to, 1),
      }));
    }
  });
  picture.append(make("text", { x: left, y: height - 4 }, `${spoken} ago`));
  picture.append(make("text", { x: width - right, y: height - 4, "text-anchor": "end" }, "now"));
  box.replaceChildren(picture);
};

const drawAll = () => {
  draw("passed", outcome => outcome?.effect !== "refused", "Checks let through");
  draw("refused", outcome => outcome?.effect === "refused", "Checks refused");
};

for (const button of document.querySelectorAll("#windows button")) {
  button.addEventListener("click", () => {
    seconds = Number(button.dataset.seconds);
    for (const other of document.querySelectorAll("#windows button")) other.setAttribute("aria-pressed", other === button);
    drawAll();
  });
}
element("charts").hidden = false;
new ResizeObserver(drawAll).observe(element("charts"));

// Tables. Whatever the server says is text.

const cell = (row, name, text) => {
  const made = document.createElement(name === "head" ? "th" : "td");
  if (name === "head") made.scope = "row";
  if (name === "number") made.className = "number";
  made.textContent = text;
  row.append(made);
  return made;
};

const fill = (id, items, write) => element(id).replaceChildren(...items.map(item => {
  const row = document.createElement("tr");
  write(row, item);
  return row;
}));

const show = view => {
  for (const { id, text } of view.figures) element(id).textContent = text;
  fill("outcomes", view.outcomes, (row, { effect, reason, colour, counts }) => {
    const head = cell(row, "head", reason);
    const swatch = document.createElement("span");
    swatch.className = `swatch ${colour}`;
    head.prepend(swatch);
    if (effect === "observed") {
      const note = document.createElement("small");
      note.textContent = "let through";
      head.append(" ", note);
    }
    for (const count of counts) cell(row, "number", count);
  });
  fill("latencies", view.latencies, (row, { name, texts }) => {
    cell(row, "head", name);
    for (const text of texts) cell(row, "number", text);
  });
  fill("keys", view.keys, (row, { keyID, algorithm, source, age, nextLook }) => {
    cell(row, "head", keyID);
    for (const text of [algorithm, source]) cell(row, "cell", text);
    for (const text of [age, nextLook]) cell(row, "number", text);
  });
  history.outcomes = view.outcomes;
  drawAll();
};

// Events

const say = (text, isLost) => {
  const state = element("state");
  if (state.textContent !== text) state.textContent = text;
  state.classList.toggle("lost", isLost);
};

let alarm;
const connect = () => {
  // The page's own address may hold a user and a password, which must not be repeated.
  const events = new EventSource(new URL("/dashboard/events", location.origin));
  const begin = () => {
    clearTimeout(alarm);
    alarm = setTimeout(again, SILENCE);
  };
  const again = () => {
    events.close();
    say("The server does not answer. Trying again …", true);
    clearTimeout(alarm);
    alarm = setTimeout(connect, 1000);
  };
  events.addEventListener("start", event => {
    begin();
    const { epoch, length } = JSON.parse(event.data);
    if (epoch !== history.epoch) Object.assign(history, { epoch, length, samples: [] });
  });
  events.addEventListener("samples", event => {
    begin();
    const last = history.samples.at(-1)?.n ?? 0;
    history.samples.push(...JSON.parse(event.data).filter(sample => sample.n > last));
    history.samples.splice(0, history.samples.length - history.length);
  });
  events.addEventListener("view", event => {
    begin();
    show(JSON.parse(event.data));
    say("Live, every second.", false);
  });
  events.addEventListener("error", () => {
    say("The server does not answer. Trying again …", true);
    // The browser comes back by itself, except from an answer that is no stream.
    if (events.readyState === EventSource.CLOSED) again();
  });
  begin();
};
connect();
