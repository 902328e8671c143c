/*
 * The dashboard: an example of how a page anywhere follows tinmoi. It uses what is open to every site, the JSON API and the
 * stream by subscribe() of tinmoi-live.js, and nothing of this site's other scripts. The tables of the page hold the
 * figures; the charts draw what the tables say, so who cannot see a chart misses nothing.
 */
import {subscribe} from "../../tinmoi-live.js";

const BASE = ""; // of another site: "https://tin.example.vn"
const MINUTE = 60;
const HOUR = 3600;
const SHORTEST = 120; // seconds that the line of readers spans at first
const REFRESH = 10_000; // ms between two questions to the API, which keeps its answers for 5 s

const {lang} = document.documentElement;
const {zone: timeZone, prefix, cursor} = document.body.dataset;
const locale = lang === "vi" ? "vi-VN" : "en";
const number = new Intl.NumberFormat(locale);
const clock = new Intl.DateTimeFormat("en-GB", {timeZone, hour: "2-digit", minute: "2-digit"});
const second = new Intl.DateTimeFormat("en-GB", {timeZone, hour: "2-digit", minute: "2-digit", second: "2-digit"});
const calendar = new Intl.DateTimeFormat("en-GB", {timeZone, day: "2-digit", month: "2-digit"});
const month = new Intl.DateTimeFormat("en-US", {timeZone: "UTC", month: "short"});

const byId = (id) => document.getElementById(id);
const now = () => Date.now() / 1000;
const fill = (sentence, values) => sentence.replace(/{(\d)}/g, (place, at) => values[at] ?? place);
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** "22/11" or "22 Nov" of 2026-11-22. */
function dayOf(iso) {
  const [, of, date] = iso.split("-");
  return lang === "vi" ? `${date}/${of}` : `${Number(date)} ${month.format(new Date(iso))}`;
}

/** With its year. */
const dateOf = (iso) => dayOf(iso) + (lang === "vi" ? "/" : " ") + iso.slice(0, 4);

async function ask(path) {
  const response = await fetch(BASE + path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

function cell(name, text, isFigure) {
  const made = document.createElement(name);
  made.textContent = text;
  if (isFigure) made.className = "figure";
  if (name === "th") made.scope = "row";
  return made;
}

// ---- charts ----

/** A section of the page: its table, its chart, and the line above the chart that says what the pointer is at. */
class Chart {
  constructor(id, make) {
    this.section = byId(id);
    this.body = this.section.querySelector("tbody");
    this.readout = this.section.querySelector(".chart-read");
    this.plot = this.section.querySelector(".chart-plot");
    this.plot.hidden = false;
    this.make = make;
    new ResizeObserver(() => this.fit()).observe(this.plot);
  }

  get size() {
    return {width: this.plot.clientWidth, height: this.plot.clientWidth < 420 ? 180 : 220};
  }

  /** Draws the columns, the first along the axis. */
  draw(columns) {
    this.columns = columns;
    if (this.chart) this.chart.setData(columns);
    else if (this.plot.clientWidth) this.chart = new uPlot({...this.size, ...this.make(this)}, columns, this.plot);
  }

  fit() {
    if (!this.chart) return this.columns && this.draw(this.columns);
    if (this.size.width && this.size.width !== this.chart.width) this.chart.setSize(this.size);
  }

  /** With other colours. */
  again() {
    this.chart?.destroy();
    this.chart = undefined;
    if (this.columns) this.draw(this.columns);
  }
}

const font = () => `13px ${getComputedStyle(document.body).fontFamily}`;

/** A little room above the largest value, and never less than four steps. */
const above = (chart, low, high) => [0, Math.max(4, Math.ceil((high ?? 0) * 1.1))];

function axes(unit, values, incrs) {
  const common = {stroke: colour("--ink-soft"), font: font(), labelFont: font(), ticks: {stroke: colour("--rule"), width: 1, size: 4}};
  return [
    {...common, values, incrs, space: 56, size: 28, gap: 4, grid: {show: false}},
    {
      ...common,
      label: unit,
      labelSize: 20,
      labelGap: 2,
      gap: 4,
      space: 36,
      size: (chart, texts) => 14 + 8 * Math.max(3, ...(texts ?? []).map((text) => text.length)),
      grid: {stroke: colour("--grid"), width: 1},
      incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 2e6, 5e6, 1e7],
      values: (chart, splits) => splits.map((split) => number.format(split)),
    },
  ];
}

/** What all charts share; {@code say} makes the sentence for the value that the pointer is at. */
const common = (chart, say) => ({
  legend: {show: false},
  padding: [8, 32, 0, 0],
  cursor: {y: false, drag: {x: false, y: false}},
  hooks: {
    setCursor: [({cursor: {idx}}) => (chart.readout.textContent = idx == null ? "" : say(idx))],
    ready: [({root}) => root.setAttribute("aria-hidden", "true")], // the table beside it says the same
  },
});

const bars = () => ({stroke: colour("--bar"), fill: colour("--bar"), paths: uPlot.paths.bars({size: [0.72, 48]}), points: {show: false}});

// ---- who is reading: by the minute from the server, since the page was opened by the second ----

const live = {times: [], values: []}; // since the page was opened, or connected again

/** {@code value}: null where it is not known. */
function record(value) {
  live.times.push(now());
  live.values.push(value);
  while (live.times[1] < now() - HOUR) {
    live.times.shift();
    live.values.shift();
  }
}

/** The table's minutes before this page heard anything itself; nothing is drawn where the next one is missing. */
function minutesBefore(from) {
  const minutes = [...onlineChart.body.rows].reverse()
    .map(({dataset: {at, online}}) => [new Date(at) / 1000, online == null ? null : Number(online)])
    .filter(([at]) => at < from && at > now() - HOUR - MINUTE);
  const end = minutes.at(-1)?.[0] + MINUTE;
  return end < from - MINUTE ? [...minutes, [end, null]] : minutes;
}

/** The line to this very second. */
function upToNow() {
  const minutes = minutesBefore(live.times[0] ?? now());
  return [
    [...minutes.map(([at]) => at), ...live.times, now()],
    [...minutes.map(([, value]) => value), ...live.values, live.values.at(-1) ?? null],
  ];
}

const onlineChart = new Chart("bieu-do-online", (chart) => ({
  ...common(chart, (at) => {
    const [times, values] = chart.columns;
    return values[at] == null ? "" : `${second.format(times[at] * 1000)}: ${number.format(values[at])} ${chart.section.dataset.unit}`;
  }),
  scales: {x: {time: false, range: () => [Math.max(now() - HOUR, Math.min(chart.columns[0][0], now() - SHORTEST)), now()]}, y: {range: above}},
  series: [{}, {stroke: colour("--jade"), fill: colour("--jade-low"), width: 2, paths: uPlot.paths.stepped({align: 1}), points: {show: false}}],
  axes: axes(chart.section.dataset.unit, (plot, splits, axis, space, step) => splits.map((at) => (step < 60 ? second : clock).format(at * 1000)), [15, 30, 60, 120, 300, 600, 900]),
}));

/** One row a minute, newest first; none where nothing of the hour is known. */
function tabulate(minutes) {
  const known = minutes.some(({online}) => online != null) ? minutes.toReversed() : [];
  onlineChart.body.replaceChildren(...known.map(({begin, online, visits}) => {
    const row = document.createElement("tr");
    row.dataset.at = begin;
    if (online != null) row.dataset.online = online;
    row.append(cell("th", clock.format(new Date(begin))), ...[online, visits].map((one) => cell("td", one == null ? "–" : number.format(one), true)));
    return row;
  }));
}

onlineChart.plot.setAttribute("role", "img");

function moveOn() {
  const [times, values] = upToNow();
  const {plot, section} = onlineChart;
  onlineChart.draw([times, values]);
  plot.setAttribute("aria-label", fill(section.dataset.said, [values.at(-1) == null ? "–" : number.format(values.at(-1))]));
}

// ---- what was counted: asked of the API, shown as it stands in the tables ----

const hourChart = new Chart("bieu-do-gio", (chart) => ({
  ...common(chart, (at) => fill(chart.section.dataset.read, [`${label(at)}–${label(at + 1)}`, number.format(chart.columns[1][at] ?? 0)])),
  scales: {x: {time: false, range: () => [-0.6, 23.6]}, y: {range: above}},
  series: [{}, bars()],
  axes: axes(chart.section.dataset.unit, (plot, splits) => splits.map((at) => (Number.isInteger(at) && at >= 0 && at < 24 ? label(at) : "")), [3, 6, 12]),
}));

/** Where a day has 23 or 25 hours, the table says which. */
function label(at) {
  const first = new Date(hourChart.body.rows[0]?.dataset.at ?? 0);
  return clock.format(new Date(first.getTime() + at * HOUR * 1000));
}

const dayChart = new Chart("bieu-do-ngay", (chart) => ({
  ...common(chart, (at) => {
    const {cells} = chart.body.rows[at];
    return fill(chart.section.dataset.read, [cells[0].textContent, cells[1].textContent, cells[2].textContent]);
  }),
  scales: {x: {time: false, range: () => [-0.7, chart.body.rows.length - 0.3]}, y: {range: above}},
  series: [
    {},
    bars(),
    {stroke: colour("--ink"), width: 2, dash: [5, 4], points: {show: true, size: 6, fill: colour("--paper"), stroke: colour("--ink"), width: 2}},
  ],
  axes: axes(chart.section.dataset.unit, (plot, splits) => splits.map((at) => (chart.body.rows[at] ? dayOf(chart.body.rows[at].dataset.at) : "")), [1, 2, 5, 7, 10, 15]),
}));

function columns(body, ...names) {
  const rows = [...body.rows];
  return [rows.map((row, at) => at), ...names.map((name) => rows.map(({dataset}) => (dataset[name] == null ? null : Number(dataset[name]))))];
}

function drawCounted() {
  hourChart.draw(columns(hourChart.body, "visits"));
  dayChart.draw(columns(dayChart.body, "visits", "readers"));
}

function write(body, rows) {
  body.replaceChildren(...rows.map(([at, name, visits, readers]) => {
    const row = document.createElement("tr");
    row.dataset.at = at;
    row.dataset.visits = visits;
    row.append(cell("th", name), cell("td", number.format(visits), true));
    if (readers !== undefined) row.append(cell("td", readers == null ? "–" : number.format(readers), true));
    if (readers != null) row.dataset.readers = readers;
    return row;
  }));
}

const ranking = byId("bang-doc-nhieu").tBodies[0];

function rank(items) {
  ranking.replaceChildren(...items.map((story) => {
    const row = document.createElement("tr");
    const link = document.createElement("a");
    const place = document.createElement("td");
    row.dataset.articleId = story.id;
    link.href = prefix + story.url;
    link.lang = "vi";
    link.textContent = story.title;
    place.append(link);
    row.append(cell("td", ""), place, cell("td", number.format(story.reads), true));
    row.firstChild.className = "rank-number";
    return row;
  }));
}

/** What was not counted: today, and in all the days. */
function setAside(days) {
  for (const {dataset, cells} of byId("bang-khong-tinh").tBodies[0].rows) {
    const signs = days.map(({all, reasons}) => (dataset.reason === "all" ? all : reasons[dataset.reason]));
    cells[1].textContent = number.format(signs.at(-1));
    cells[2].textContent = number.format(signs.reduce((sum, one) => sum + one));
  }
}

async function refresh() {
  const [minutes, hours, days, ignored, most] = await Promise.all(["/api/v1/stats/minutes", "/api/v1/stats/hours", "/api/v1/stats/days", "/api/v1/stats/ignored", "/api/v1/most-read"].map(ask));
  tabulate(minutes.minutes);
  write(hourChart.body, hours.hours.map(({begin, visits}) => [begin, clock.format(new Date(begin)), visits]));
  write(dayChart.body, days.days.map((one) => [one.day, dateOf(one.day), one.visits, one.readers]));
  setAside(ignored.days);
  rank(most.items);
  drawCounted();
  moveOn();
}

let asked = Date.now();
let asking;

/** Soon, but not more often than every 10 s, and not while nobody looks. */
function refreshSoon() {
  asking ??= setTimeout(async () => {
    try {
      if (!document.hidden) await refresh();
    } catch {
      // the server is away; the next change or minute asks again
    }
    asked = Date.now();
    asking = undefined;
  }, Math.max(0, asked + REFRESH - Date.now()));
}

// ---- what happens in the newsroom ----

const list = byId("su-kien");
const names = {"article.published": "published", "article.revised": "revised", "article.withdrawn": "withdrawn"};

const nameOf = (event, story) => names[event] ?? (story.featured ? "featured" : "unfeatured");

/** A withdrawn story is called by its number alone, in what happened before as well; its withdrawal is told once. */
function forget(id) {
  list.querySelector(`.event-withdrawn[data-story="${id}"]`)?.remove(); // the past tells each event of it as that
  for (const link of list.querySelectorAll(`[data-story="${id}"] a`)) nameless(link, id);
  ranking.querySelector(`[data-article-id="${id}"]`)?.remove();
}

function nameless(link, id) {
  link.textContent = fill(list.dataset.story, [id]);
  link.removeAttribute("lang");
  link.href = `${prefix}/a/${id}`;
}

/** {@code at}: null when it is not known. */
function happened(event, story, at) {
  const row = document.createElement("li");
  const kind = document.createElement("span");
  const link = document.createElement("a");
  const name = nameOf(event, story);
  const time = at && document.createElement("time");
  if (name === "withdrawn") forget(story.id);
  row.dataset.story = story.id;
  row.className = `event event-${name}`;
  if (time) {
    const today = calendar.format(at) === calendar.format(new Date());
    time.dateTime = at.toISOString();
    time.textContent = today ? clock.format(at) : calendar.format(at);
  }
  kind.className = "event-kind";
  kind.textContent = list.dataset[name];
  link.href = prefix + story.url;
  link.lang = "vi";
  link.textContent = story.title;
  if (name === "withdrawn") nameless(link, story.id);
  row.append(time || cell("span", "–"), kind, link);
  list.prepend(row);
  while (list.children.length > list.dataset.limit) list.lastElementChild.remove();
}

/** When it happened, as far as a story says so. */
const timeOf = (event, story) => (story.updatedAt ? new Date(event === "article.published" ? story.publishedAt : story.updatedAt) : null);

/** The events before the page, so that it does not begin empty: cursors are <epoch>-<seq>, without gaps. */
async function before() {
  const [epoch, seq] = cursor.split("-");
  const first = Math.max(0, seq - list.dataset.limit);
  const {events} = await ask(`/api/v1/events?after=${epoch}-${first}&limit=${list.dataset.limit}`);
  for (const {id, event, data} of events) if (id.split("-")[1] - seq <= 0) happened(event, data, timeOf(event, data));
}

// ---- the stream ----

let seen = "";
let waiting = []; // what arrives while the past is on its way

function counted(counts) {
  record(counts.stale ? null : counts.online);
  moveOn();
  const shown = `${counts.today} ${counts.total}`;
  if (shown !== seen) refreshSoon();
  seen = shown;
}

/** The stream tells changes only: what stands is asked for once. */
async function recount() {
  try {
    counted(await ask("/api/v1/stats"));
  } catch {
    // the next change tells
  }
}

/** Connected: the server's minutes tell what this page has missed. */
function again() {
  if (live.values.includes(null)) {
    live.times.length = live.values.length = 0;
    refreshSoon();
  }
  return recount();
}

function event(name, data) {
  if (name === "stats") return counted(data);
  if (waiting) waiting.push([name, data]);
  else happened(name, data, timeOf(name, data) ?? new Date());
  if (name === "article.withdrawn" || name === "article.revised") refreshSoon();
}

drawCounted();
const first = document.querySelector("[data-stat=online]");
if (first) record(Number(first.textContent.replace(/\D/g, "")));
moveOn();

subscribe({
  base: BASE,
  topics: ["news", "stats"],
  after: cursor,
  onEvent: event,
  onSync: ({mode}) => mode === "reset" && refreshSoon(),
  onState: (state) => (state === "lost" ? record(null) : again()),
});

before()
  .catch(() => {}) // what is to come arrives all the same
  .finally(() => {
    for (const [name, data] of waiting) happened(name, data, timeOf(name, data) ?? new Date());
    waiting = undefined;
  });

setInterval(moveOn, 2000);
setInterval(refreshSoon, 15_000); // who goes on reading changes no counter, but the ranking
document.addEventListener("visibilitychange", () => document.hidden || refreshSoon());
// ---- light and dark ----

const restyle = () => [onlineChart, hourChart, dayChart].forEach((chart) => chart.again());
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", restyle);
new MutationObserver(restyle).observe(document.documentElement, {attributeFilter: ["data-theme", "data-size"]});
