// node follow.mjs (18 or newer): prints what happens, and after a break goes on where it was.
// In a page of your own: new EventSource(site + "/stream?topics=news,stats") does the same by itself.
const site = "http://localhost:8080";
let last = "";
let wait = 3000;

function tell({name, data}) {
  console.log(name, data);
  if (name === "sync" && JSON.parse(data).mode === "reset") console.log("too long away: fetch", site + "/api/v1/front");
}

async function follow() {
  const headers = last ? {"Last-Event-ID": last} : {};
  const signal = AbortSignal.timeout(3_600_000);
  const answer = await fetch(site + "/stream?topics=news,stats", {headers, signal});
  let rest = "";
  let event = {};
  for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop();
    for (const line of lines) {
      const [, field, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
      if (field === "id") last = value;
      if (field === "retry") wait = Number(value);
      if (field === "event") event.name = value;
      if (field === "data") event.data = value;
      if (line !== "") continue;
      if (event.data) tell(event);
      event = {};
    }
  }
}

for (;;) {
  await follow().catch((problem) => console.error(problem.message));
  await new Promise((resolve) => setTimeout(resolve, wait));
}
